"""Intents learned from examples: which label, how sure, and whether any fits at all."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.intents.company import company, likeness
from agents.understanding.intents.head import softmax, with_bias
from encoding.encoder import embed
from encoding.files import fingerprint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FORMAT = 3
COMPANY_SHARE = 5.0
"""What a cosine of ``company`` counts for in logits, of known against strange sentences."""

LIKENESS_SHARE = 6.0
"""And of a label's own examples: weights alone see ten sentences of a label as one. Chosen on draws 1 to 8 of
BANKING77, ten each, with the names of intents: 91.5 % against 91.4 without it.
"""


class StaleModelError(ValueError):
    """The bytes were made by another version of the encoder or of this format: train again."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``label`` is the best taught label even when ``fits`` is false; ``nearest`` is the example most like the text."""

    label: str
    confidence: float
    outside: float
    nearest: str
    runner_up: str
    margin: float

    @property
    def fits(self) -> bool:
        return self.outside < 0.5


def height(logits: Floats, contrast: Floats) -> Floats:
    """How much a sentence is like one of the intents; under the threshold it is out of scope."""
    return np.asarray(logits.max(axis=1) + COMPANY_SHARE * contrast, np.float32)


def coded(vectors: Floats) -> NDArray[np.int8]:
    return np.rint(vectors * 127).astype(np.int8)


def decoded(codes: NDArray[np.int8]) -> Floats:
    return codes.astype(np.float32) / np.float32(127)


@dataclass(frozen=True)
class IntentModel:
    """``weights`` (385, labels) over unit vectors; ``vectors`` (n, 384) the examples, int8 of 127 times the value.

    ``strange`` (m, 384), alike, are sentences of no intent.
    """

    labels: tuple[str, ...]
    weights: Floats
    vectors: NDArray[np.int8]
    strange: NDArray[np.int8]
    targets: NDArray[np.int64]
    texts: tuple[str, ...]
    threshold: float
    slope: float

    def predict(self, texts: Sequence[str]) -> list[tuple[str | None, float]]:
        """Per text the label and its confidence, or ``None`` and how sure it is that no label fits."""
        return [
            (verdict.label, verdict.confidence) if verdict.fits else (None, verdict.outside)
            for verdict in self.judge(texts)
        ]

    @cached_property
    def _examples(self) -> Floats:
        return decoded(self.vectors)

    def judge(self, texts: Sequence[str]) -> list[Verdict]:
        if not texts:
            return []
        vectors = embed(texts)
        logits = with_bias(vectors) @ self.weights
        found = company(vectors, self._examples, decoded(self.strange))
        chances = softmax(logits + LIKENESS_SHARE * likeness(vectors, self._examples, self.targets))
        outside = 1 / (1 + np.exp(self.slope * (height(logits, found.contrast) - self.threshold)))
        nearest = found.nearest
        order = np.argsort(-chances, axis=1)
        return [
            Verdict(
                label=self.labels[order[row, 0]],
                confidence=round(float(chances[row, order[row, 0]] * (1 - outside[row])), 4),
                outside=round(float(outside[row]), 4),
                nearest=self.texts[nearest[row]],
                runner_up=self.labels[order[row, min(1, len(self.labels) - 1)]],
                margin=float(chances[row, order[row, 0]] - chances[row, order[row, min(1, len(self.labels) - 1)]]),
            )
            for row in range(len(texts))
        ]

    def to_bytes(self) -> bytes:
        buffer = io.BytesIO()
        about = {
            "format": FORMAT,
            "encoder": fingerprint(),
            "labels": self.labels,
            "texts": self.texts,
            "threshold": self.threshold,
            "slope": self.slope,
        }
        np.savez_compressed(
            buffer,
            about=np.frombuffer(json.dumps(about).encode(), np.uint8),
            weights=self.weights.astype(np.float16),
            vectors=self.vectors,
            strange=self.strange,
            targets=self.targets.astype(np.int16),
        )
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> IntentModel:
        """Raises ``StaleModelError`` when the vectors are of another encoder."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            if about["format"] != FORMAT or about["encoder"] != fingerprint():
                raise StaleModelError("made by another version")
            return cls(
                tuple(about["labels"]),
                arrays["weights"].astype(np.float32),
                arrays["vectors"],
                arrays["strange"],
                arrays["targets"].astype(np.int64),
                tuple(about["texts"]),
                about["threshold"],
                about["slope"],
            )
