"""Which sentences a sentence is near to: a head of weights may be sure of one that is like none of the examples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Labels = NDArray[np.int64]

EXAMPLES, STRANGERS, OF_A_LABEL = 5, 3, 3
CHUNK = 1024  # rows at a time: 15,000 examples make 60 MB of cosines


@dataclass(frozen=True, slots=True)
class Company:
    """Per row the place of its nearest example, and how much nearer (cosine) examples are to it than strangers."""

    nearest: NDArray[np.intp]
    contrast: Floats


def company(vectors: Floats, examples: Floats, strange: Floats) -> Company:
    """``examples`` and ``strange`` are unit vectors, at least one of each."""
    nearest = np.zeros(len(vectors), np.intp)
    contrast = np.zeros(len(vectors), np.float32)
    for start in range(0, len(vectors), CHUNK):
        rows = slice(start, start + CHUNK)
        likeness = vectors[rows] @ examples.T
        nearest[rows] = likeness.argmax(axis=1)
        contrast[rows] = _highest(likeness, EXAMPLES) - _highest(vectors[rows] @ strange.T, STRANGERS)
    return Company(nearest, contrast)


def likeness(vectors: Floats, examples: Floats, targets: Labels) -> Floats:
    """(rows, labels): how near (cosine) each vector is to the nearest examples of each label.

    ``examples`` are unit vectors, ``targets`` the number of each one's label; every label has one.
    """
    found = np.empty((len(vectors), int(targets.max()) + 1), np.float32)
    for label in range(found.shape[1]):
        found[:, label] = _highest(vectors @ examples[targets == label].T, OF_A_LABEL)
    return found


def _highest(likeness: Floats, count: int) -> Floats:
    """The mean of each row's ``count`` highest."""
    size = likeness.shape[1]
    return np.asarray(np.partition(likeness, size - min(count, size), axis=1)[:, -count:].mean(axis=1), np.float32)
