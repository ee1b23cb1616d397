"""How a text treats who reads it: swearing, insults, hatred, threats, what is sexual; each mild or severe.

One linear model over what is at hand already: the vector and the hashed words that the injection guard has read the
same pieces by (``features`` and the encoder keep them), beside a few signs.  A text is as bad as its worst piece.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, get_args

import numpy as np

from agents.understanding.features import hashed
from agents.understanding.intents.head import softmax, with_bias
from agents.understanding.safety.coarse import SIGNS, flags
from agents.understanding.types import Conduct, Misconduct, Severity
from agents.understanding.weights import WEIGHTS
from encoding.encoder import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

NONE = "none"
CATEGORIES: tuple[Misconduct, ...] = get_args(Misconduct)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
CLASSES = (NONE, *(f"{category}_{severity}" for category in CATEGORIES for severity in SEVERITIES))
WORDS = 2048
"""As many as the injection guard's, so that a text's are found and not made again."""
MEANING_SHARE, WORD_SHARE, SIGN_SHARE = 2.0, 2.0, 2.0

PATH = WEIGHTS / "conduct.npz"


def inputs(pieces: Sequence[str]) -> Floats:
    signs = np.array([flags(piece) for piece in pieces], np.float32).reshape(len(pieces), len(SIGNS))
    return np.hstack([MEANING_SHARE * meant(pieces), WORD_SHARE * hashed(pieces, WORDS), SIGN_SHARE * signs])


@cache
def _served() -> tuple[Floats, float]:
    with np.load(PATH, allow_pickle=False) as arrays:
        return arrays["weights"].astype(np.float32), float(arrays["threshold"])


def threshold() -> float:
    """The chance of misconduct from which it is told."""
    return _served()[1]


def chances(pieces: Sequence[str]) -> Floats:
    """(n, classes)."""
    return softmax(with_bias(inputs(pieces)) @ _served()[0])


def conduct_of(pieces: Sequence[str]) -> Conduct | None:
    """What the worst of a text's pieces is; None where none is misconduct."""
    found = chances(pieces)
    worst = found[int(np.argmin(found[:, 0]))]
    return named(worst) if 1 - worst[0] >= threshold() else None


def named(chances: Floats) -> Conduct:
    """The category that is likeliest with both its severities, and the likelier of these."""
    pairs = chances[1:].reshape(len(CATEGORIES), len(SEVERITIES))
    category = int(np.argmax(pairs.sum(axis=1)))
    return Conduct(CATEGORIES[category], SEVERITIES[int(np.argmax(pairs[category]))], round(float(1 - chances[0]), 4))
