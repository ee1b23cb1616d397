"""How much a few words look like somebody's name: a linear model over their letters and their meaning.

Learned from names of forty countries and from the beginnings of what people write otherwise (``training.names``).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.features import hashed
from agents.understanding.intents.head import softmax, with_bias
from agents.understanding.weights import WEIGHTS
from encoding.encoder import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LETTERS = 4096
MEANING_SHARE, LETTER_SHARE = 1.5, 2.0

LIKELY = 0.5
"""From here on the words are a name rather than not."""

PATH = WEIGHTS / "names.npz"


def inputs(texts: Sequence[str]) -> Floats:
    """Of words in small letters: a capital says little where people write with one thumb."""
    small = [text.lower() for text in texts]
    return np.hstack([MEANING_SHARE * meant(small), LETTER_SHARE * hashed(small, LETTERS, letters=(2, 3, 4))])


@cache
def _weights() -> Floats:
    with np.load(PATH, allow_pickle=False) as arrays:
        return np.asarray(arrays["weights"], np.float32)


@lru_cache(maxsize=512)
def likeness(text: str) -> float:
    """The chance in 0..1 that the words are a name and not the beginning of something else."""
    return float(softmax(with_bias(inputs([text])) @ _weights())[0, 1])
