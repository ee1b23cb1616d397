"""Which danger a sentence tells, if any: one linear model over concepts, the sentence's vector and its words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.danger.concepts import told, told_rows
from agents.understanding.features import hashed
from agents.understanding.intents.head import softmax, with_bias
from agents.understanding.weights import WEIGHTS
from encoding.encoder import meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

NONE = "none"
CLASSES = (NONE, "medical", "self_harm", "fire", "gas", "electric", "water", "violence", "road")
WORDS = 1024
MEANING_SHARE, WORD_SHARE, CONCEPT_SHARE = 2.0, 1.2, 3.0

PATH = WEIGHTS / "danger.npz"


def inputs(sentences: Sequence[str], languages: Sequence[str]) -> Floats:
    """Of masked sentences in lower case, each read in its language."""
    concepts = told_rows(told(text, language) for text, language in zip(sentences, languages, strict=True))
    return np.hstack(
        [MEANING_SHARE * meant(sentences), WORD_SHARE * hashed(sentences, WORDS), CONCEPT_SHARE * concepts]
    )


@cache
def _weights() -> tuple[Floats, float]:
    with np.load(PATH, allow_pickle=False) as arrays:
        return arrays["weights"].astype(np.float32), float(arrays["threshold"])


def threshold() -> float:
    """The chance of a danger from which it is told."""
    return _weights()[1]


def chances(sentences: Sequence[str], languages: Sequence[str]) -> Floats:
    """(n, classes)."""
    return softmax(with_bias(inputs(sentences, languages)) @ _weights()[0])
