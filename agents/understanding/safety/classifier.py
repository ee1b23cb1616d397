"""Attack, work for a general assistant, or an ordinary message: one linear model over vectors, words and cues."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.encoder import meant
from agents.understanding.encoder_files import WEIGHTS
from agents.understanding.features import hashed
from agents.understanding.intents.head import softmax, with_bias
from agents.understanding.safety.cues import flags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Odds = NDArray[np.float64]

CLASSES = ("ordinary", "attack", "foreign_work")
WORDS = 2048
MEANING_SHARE, WORD_SHARE, CUE_SHARE = 1.33, 1.6, 1.5
SPREAD = 0.7
"""How much a text must answer for its length: each further piece is one more chance of a false alarm."""

PATH = WEIGHTS / "safety.npz"


def inputs(pieces: Sequence[str]) -> Floats:
    cues = np.array([flags(piece) for piece in pieces], np.float32)
    return np.hstack([MEANING_SHARE * meant(pieces), WORD_SHARE * hashed(pieces, WORDS), CUE_SHARE * cues])


def doubts(weights: Floats, rows: Floats) -> Odds:
    """(n,) the log-odds that a piece is not ordinary."""
    ordinary = softmax(with_bias(rows) @ weights)[:, 0].astype(np.float64)
    return np.log((1 - ordinary + 1e-9) / (ordinary + 1e-9))


def combined(doubts: Odds, sizes: NDArray[np.int64]) -> Odds:
    """One log-odds per text, of texts that have ``sizes`` pieces each: strong signs count, and several count more."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return np.logaddexp.reduceat(doubts, starts) - SPREAD * np.log(sizes)


@cache
def _weights() -> tuple[Floats, float]:
    with np.load(PATH) as arrays:
        return arrays["weights"].astype(np.float32), float(arrays["threshold"])


def threshold() -> float:
    """The log-odds from which a text is flagged."""
    return _weights()[1]


def harm(pieces: Sequence[str], sizes: Sequence[int]) -> tuple[Odds, Odds]:
    """Per text the probability, one half at the threshold; per piece the log-odds."""
    weights, limit = _weights()
    found = doubts(weights, inputs(pieces))
    return 1 / (1 + np.exp(limit - combined(found, np.array(sizes)))), found
