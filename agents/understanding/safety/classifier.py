"""Attack, work for a general assistant, or an ordinary message: linear models over vectors, words and cues.

Every piece of a text is read once; an English one that leaves a doubt is read again, with the English encoder's vector.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding import language
from agents.understanding.features import hashed
from agents.understanding.intents.head import softmax, with_bias
from agents.understanding.safety.cues import flags
from agents.understanding.weights import WEIGHTS
from encoding.encoder import embed, meant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Odds = NDArray[np.float64]
    Chosen = NDArray[np.bool_]

CLASSES = ("ordinary", "attack", "foreign_work")
WORDS = 2048
MEANING_SHARE, WORD_SHARE, CUE_SHARE, ENGLISH_SHARE = 1.33, 1.6, 1.5, 1.33
DOUBT = -2.0
"""The log-odds from which an English piece is read again: of what customers write every day, four in a hundred."""

SPREAD = 0.7
"""How much a text must answer for its length: each further piece is one more chance of a false alarm."""

PATH = WEIGHTS / "safety.npz"


@dataclass(frozen=True)
class Heads:
    """Weights (features + 1, classes) of the first reading and of the second."""

    first: Floats
    second: Floats

    def first_doubts(self, rows: Floats) -> Odds:
        return _doubts(self.first, rows)

    def second_doubts(self, rows: Floats) -> Odds:
        return _doubts(self.second, rows)

    def is_doubtful(self, doubts: Odds) -> Chosen:
        return np.asarray(doubts >= DOUBT)

    def save(self, path: Path, threshold: float) -> None:
        path.parent.mkdir(exist_ok=True)
        first, second = self.first.astype(np.float16), self.second.astype(np.float16)
        np.savez_compressed(path, first=first, second=second, threshold=np.float32(threshold))


def inputs(pieces: Sequence[str]) -> Floats:
    cues = np.array([flags(piece) for piece in pieces], np.float32)
    return np.hstack([MEANING_SHARE * meant(pieces), WORD_SHARE * hashed(pieces, WORDS), CUE_SHARE * cues])


def closer(rows: Floats, pieces: Sequence[str]) -> Floats:
    """What the second reading sees: the ``inputs`` of English pieces, and their vectors of the English encoder."""
    return np.hstack([ENGLISH_SHARE * embed(pieces), rows])


def is_english(piece: str) -> bool:
    return language.detect(piece, "en") == "en"


def _doubts(weights: Floats, rows: Floats) -> Odds:
    """(n,) the log-odds that a piece is not ordinary."""
    ordinary = softmax(with_bias(rows) @ weights)[:, 0].astype(np.float64)
    return np.asarray(np.log((1 - ordinary + 1e-9) / (ordinary + 1e-9)))


def combined(doubts: Odds, sizes: NDArray[np.int64]) -> Odds:
    """One log-odds per text, of texts that have ``sizes`` pieces each: strong signs count, and several count more."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return np.logaddexp.reduceat(doubts, starts) - SPREAD * np.log(sizes)


@cache
def _served() -> tuple[Heads, float]:
    with np.load(PATH) as arrays:
        heads = Heads(arrays["first"].astype(np.float32), arrays["second"].astype(np.float32))
        return heads, float(arrays["threshold"])


def threshold() -> float:
    """The log-odds from which a text is flagged."""
    return _served()[1]


def harm(pieces: Sequence[str], sizes: Sequence[int]) -> tuple[Odds, Odds]:
    """Per text the probability, one half at the threshold; per piece the log-odds."""
    heads, limit = _served()
    rows = inputs(pieces)
    found = heads.first_doubts(rows)
    again = [place for place in map(int, np.flatnonzero(heads.is_doubtful(found))) if is_english(pieces[place])]
    if again:
        found[again] = heads.second_doubts(closer(rows[again], [pieces[place] for place in again]))
    return 1 / (1 + np.exp(limit - combined(found, np.array(sizes)))), found
