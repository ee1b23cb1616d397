"""Attack, work for a general assistant, or an ordinary message: one linear model over vectors, words and cues."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.encoder import embed
from agents.understanding.encoder_files import WEIGHTS
from agents.understanding.features import hashed
from agents.understanding.intents.head import softmax, with_bias
from agents.understanding.safety.cues import flags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

CLASSES = ("ordinary", "attack", "foreign_work")
WORDS = 2048
WORD_SHARE = 1.6
CUE_SHARE = 1.5
PATH = WEIGHTS / "safety.npz"


def inputs(pieces: Sequence[str]) -> Floats:
    cues = np.array([flags(piece) for piece in pieces], np.float32)
    return np.hstack([embed(pieces), WORD_SHARE * hashed(pieces, WORDS), CUE_SHARE * cues])


@cache
def _weights() -> tuple[Floats, Floats]:
    with np.load(PATH) as arrays:
        return arrays["weights"].astype(np.float32), arrays["shift"].astype(np.float32)


def probabilities(pieces: Sequence[str]) -> Floats:
    """(n, 3), in the order of ``CLASSES``. ``shift`` puts the point of few false alarms at one half."""
    weights, shift = _weights()
    return softmax(with_bias(inputs(pieces)) @ weights + shift)
