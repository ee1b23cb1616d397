"""How likely a question needs the strong model: a linear model over what both encoders make of it.

What counts for a route is by how much more often the strong model is right than the weak one, so that difference is
what is fitted (ridge regression), not whether either is right; the probability is a logistic curve over it, fitted on
rows left out. Learned by ``agents.llm.training.routing``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from encoding.encoder import embed, meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PATH = Path(__file__).resolve().parent.parent / "weights" / "routing.npz"
RIDGE = 0.006
"""Per row; the best of 0.0005 to 0.05 in cross-validation."""
FOLDS, STEPS = 5, 30


@dataclass(frozen=True, slots=True)
class Need:
    """``weights`` and ``base`` give the expected difference, ``slope`` and ``offset`` its probability."""

    weights: Floats
    base: float
    slope: float
    offset: float

    def predict(self, texts: Sequence[str]) -> list[float]:
        """For each text the probability that the strong model is right where the weak one is not."""
        return [float(each) for each in self.of_vectors(vectors(texts))] if texts else []

    def of_vectors(self, given: Floats) -> Floats:
        return _curve(self.slope * (given @ self.weights + self.base) + self.offset)


def vectors(texts: Sequence[str]) -> Floats:
    """(n, 896); texts beyond 128 tokens are judged by their beginning."""
    return np.hstack([embed(texts), meant(texts)]).astype(np.float64)


def train(rows: Sequence[tuple[str, bool, bool]]) -> Need:
    """Learn from (text, whether the weak model was right, whether the strong one was); some hundred rows at least."""
    texts = [text for text, _weak, _strong in rows]
    weak, strong = (np.array([row[place] for row in rows], bool) for place in (1, 2))
    return train_on_vectors(vectors(texts), weak, strong)


def train_on_vectors(given: Floats, weak: NDArray[np.bool_], strong: NDArray[np.bool_]) -> Need:
    gain = strong.astype(np.float64) - weak
    folds = np.arange(len(gain)) % min(FOLDS, len(gain))
    left_out = np.zeros(len(gain))
    for fold in np.unique(folds):
        weights, base = _ridge(given[folds != fold], gain[folds != fold])
        left_out[folds == fold] = given[folds == fold] @ weights + base
    slope, offset = _logistic(left_out, (strong & ~weak).astype(np.float64))
    weights, base = _ridge(given, gain)
    return Need(weights, base, slope, offset)


def _ridge(given: Floats, gain: Floats) -> tuple[Floats, float]:
    mean, base = given.mean(axis=0), float(gain.mean())
    centred = given - mean
    penalty = RIDGE * len(given) * np.eye(given.shape[1])
    weights = np.linalg.solve(centred.T @ centred + penalty, centred.T @ (gain - base))
    return weights, base - float(mean @ weights)


def _logistic(scores: Floats, needed: Floats) -> tuple[float, float]:
    """Slope and offset by Newton's method; a slope below nothing would turn the order round, and is not taken."""
    rows, found = np.column_stack([scores, np.ones(len(scores))]), np.zeros(2)
    for _ in range(STEPS):
        told = _curve(rows @ found)
        curve = (rows * (told * (1 - told))[:, None]).T @ rows + 1e-6 * np.eye(2)
        found -= np.linalg.solve(curve, rows.T @ (told - needed))
    return max(float(found[0]), 1e-3), float(found[1])


def _curve(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -40, 40))))


@cache
def need() -> tuple[Need, float]:
    """The model that serves, and the probability from which the strong model is asked."""
    with np.load(PATH) as kept:
        weights = kept["weights"].astype(np.float64)
        base, slope, offset, threshold = (float(kept[name]) for name in ("base", "slope", "offset", "threshold"))
    return Need(weights, base, slope, offset), threshold
