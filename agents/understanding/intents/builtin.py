"""The model of the intents every business has from the first day, in every language served."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from agents import catalogue
from agents.understanding.features import hashed
from agents.understanding.intents.glossing import gloss
from agents.understanding.intents.head import softmax, with_bias
from agents.understanding.intents.masking import masked
from agents.understanding.types import Intent
from agents.understanding.weights import WEIGHTS
from encoding.encoder import DIMENSIONS, embed, meant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

PATH = WEIGHTS / "intents_builtin.npz"
WORDS, LETTERS = 1024, 2048
MEANING_SHARE, WORD_SHARE, LETTER_SHARE = 1.33, 0.67, 0.27

_loading = threading.Lock()


@dataclass(frozen=True)
class Builtin:
    """``scale`` makes the weights' confidence the share of held-out sentences that are read right at it."""

    labels: tuple[str, ...]
    weights: Floats
    scale: float
    texts: tuple[str, ...]
    vectors: NDArray[np.int8]
    targets: NDArray[np.int16]
    encoder: str
    sentences: str

    @cached_property
    def examples(self) -> dict[str, tuple[NDArray[np.intp], Floats]]:
        """By label, which texts are its examples, and their vectors."""
        places = {label: np.flatnonzero(self.targets == number) for number, label in enumerate(self.labels)}
        return {label: (chosen, self.vectors[chosen].astype(np.float32)) for label, chosen in places.items()}

    def nearest(self, vector: Floats, label: str) -> str:
        """The example of the label that is most like the sentence."""
        chosen, vectors = self.examples[label]
        return self.texts[int(chosen[(vectors @ vector).argmax()])]


def inputs(texts: Sequence[str], languages: Sequence[str]) -> Floats:
    """What the sentence means without its values; the vector of its English gloss, words of that, and letters."""
    plain = [masked(text, language) for text, language in zip(texts, languages, strict=True)]
    english = [gloss(text, language) or text for text, language in zip(plain, languages, strict=True)]
    return np.hstack(
        [
            embed(english),
            MEANING_SHARE * meant(plain),
            WORD_SHARE * hashed(english, WORDS, letters=()),
            LETTER_SHARE * hashed(plain, LETTERS, letters=(3, 4)),
        ]
    )


@cache
def _load() -> Builtin:
    with np.load(PATH, allow_pickle=False) as arrays:
        about = json.loads(arrays["about"].tobytes())
        return Builtin(
            tuple(about["labels"]),
            arrays["weights"].astype(np.float32),
            about["scale"],
            tuple(about["texts"]),
            arrays["vectors"],
            arrays["targets"],
            about["encoder"],
            about["sentences"],
        )


def builtin() -> Builtin:
    with _loading:
        return _load()


def read(texts: Sequence[str], languages: Sequence[str], choice: frozenset[str]) -> list[Intent]:
    """Per text the likeliest of the intents in ``choice``; what is not among them counts for what stands in for it."""
    if not texts:
        return []
    model = builtin()
    rows = inputs(texts, languages)
    found = []
    for row, values in zip(rows, _chances(model, rows, choice), strict=True):
        label = model.labels[int(values.argmax())]
        found.append(Intent(label, round(min(1.0, float(values.max())), 4), _why(model, row, label)))
    return found


def likeliest(text: str, language: str, choice: frozenset[str], *, count: int) -> tuple[str, ...]:
    """The likeliest of what is offered, best first; ``out_of_scope`` is not counted among them."""
    model = builtin()
    (values,) = _chances(model, inputs([text], [language]), choice)
    ordered = (model.labels[place] for place in values.argsort()[::-1])
    return tuple(label for label in ordered if label != catalogue.OUT_OF_SCOPE)[:count]


def _chances(model: Builtin, rows: Floats, choice: frozenset[str]) -> Floats:
    """(texts, labels): what is not offered has given its chance to what stands in for it."""
    chances = softmax(model.scale * (with_bias(rows) @ model.weights)) @ _standing_in(model.labels, choice)
    return np.asarray(chances, np.float32)


def _why(model: Builtin, row: Floats, label: str) -> str:
    example = model.nearest(row[:DIMENSIONS], label)
    return "like nothing that is offered" if label == catalogue.OUT_OF_SCOPE else f"like “{example}”"


@lru_cache(maxsize=64)  # the flows and categories there are
def _standing_in(labels: tuple[str, ...], choice: frozenset[str]) -> Floats:
    """(labels, labels): what is not offered counts for the intent that stands in for it, or for none."""
    counts = np.zeros((len(labels), len(labels)), np.float32)
    for number, label in enumerate(labels):
        counts[number, labels.index(label if label in choice else _instead(label, choice))] = 1
    return counts


def _instead(label: str, choice: frozenset[str]) -> str:
    record = catalogue.record(label)
    return record.instead if record and record.instead in choice else catalogue.OUT_OF_SCOPE
