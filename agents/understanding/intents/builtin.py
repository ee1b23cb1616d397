"""The intents every business has from the first day, in six languages, with the owner's own beside them."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding import language
from agents.understanding.encoder import embed
from agents.understanding.encoder_files import WEIGHTS
from agents.understanding.features import hashed
from agents.understanding.intents.clauses import clauses
from agents.understanding.intents.glossing import gloss
from agents.understanding.intents.head import softmax, with_bias
from agents.understanding.intents.offered import ANSWERS, GRAVE, INSTEAD, OUT_OF_SCOPE, SMALL_TALK, offered
from agents.understanding.intents.phrases import ruled
from agents.understanding.types import Intent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from agents.understanding.intents.model import IntentModel

    Floats = NDArray[np.float32]

PATH = WEIGHTS / "intents_builtin.npz"
WORDS = 2048
WORD_SHARE = 0.6
ANY = 0.5
"""A second intent is told from here on; the first is told always."""

UNSURE = 0.25
"""A lead of the first over the second under which an owner is shown the sentence."""

MEANT = 0.45
"""A clause whose best intent is under this adds nothing to a message that has another."""

_loading = threading.Lock()


@dataclass(frozen=True)
class Builtin:
    labels: tuple[str, ...]
    weights: Floats
    texts: tuple[str, ...]
    vectors: NDArray[np.int8]
    targets: NDArray[np.int16]
    encoder: str

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
    """The vector of the sentence, or of its English gloss, beside its own words."""
    english = [gloss(text, language) or text for text, language in zip(texts, languages, strict=True)]
    return np.hstack([embed(english), WORD_SHARE * hashed(texts, WORDS)])


@cache
def _load() -> Builtin:
    with np.load(PATH, allow_pickle=False) as arrays:
        about = json.loads(arrays["about"].tobytes())
        return Builtin(
            tuple(about["labels"]),
            arrays["weights"].astype(np.float32),
            tuple(about["texts"]),
            arrays["vectors"],
            arrays["targets"],
            about["encoder"],
        )


def builtin() -> Builtin:
    with _loading:
        return _load()


def detect(
    text: str, *, category: str, flow: str, locale: str, taught: IntentModel | None = None
) -> tuple[Intent, ...]:
    """Best first, never empty; ``out_of_scope`` where nothing offered fits. ``text`` is normalised.

    ``locale`` is the conversation's language, for messages that do not tell theirs.
    """
    return detect_all([text], category=category, flow=flow, locale=locale, taught=taught)[0]


def detect_all(
    texts: Sequence[str], *, category: str, flow: str, locale: str, taught: IntentModel | None = None
) -> list[tuple[Intent, ...]]:
    """``detect`` for many messages of one business in one batch."""
    choice = offered(category, flow)
    parts = [clauses(text) for text in texts]
    flat = [part for found in parts for part in found]
    spoken = [language.detect(text, locale.split("-")[0]) for text in texts]
    languages = [code for code, found in zip(spoken, parts, strict=True) for _ in found]
    if not flat:
        return []
    read = _clauses_read(flat, languages, choice, taught)
    merged, start = [], 0
    for found in parts:
        merged.append(_merge(read[start : start + len(found)]))
        start += len(found)
    return merged


def _clauses_read(
    texts: list[str], languages: list[str], choice: frozenset[str], taught: IntentModel | None
) -> list[list[Intent]]:
    """A phrase that settles it; else, which takes the encoder, what the owner taught and the built-in reading."""
    found = [list(ruled(text, choice)) for text in texts]
    open_ = [row for row, settled in enumerate(found) if not settled]
    rest = [texts[row] for row in open_]
    read = _read(rest, choice, [languages[row] for row in open_])
    for row, known, own in zip(open_, read, _taught(rest, taught), strict=True):
        found[row] = _preferred(known, own)
    return found


def _read(texts: list[str], choice: frozenset[str], languages: list[str]) -> list[list[Intent]]:
    """Per clause the two likeliest intents that are offered."""
    if not texts:
        return []
    model = builtin()
    rows = inputs([text.lower() for text in texts], languages)
    chances = softmax(with_bias(rows) @ model.weights) @ _standing_in(model.labels, choice)
    found = []
    for row, values in zip(rows, chances, strict=True):
        best = np.argsort(-values)[:2]
        found.append([Intent(model.labels[i], _rounded(values[i]), _why(model, row, model.labels[i])) for i in best])
    return found


def _why(model: Builtin, row: Floats, label: str) -> str:
    example = model.nearest(row[:384], label)
    return "like nothing that is offered" if label == OUT_OF_SCOPE else f"like “{example}”"


@lru_cache(maxsize=64)  # the flows and categories there are
def _standing_in(labels: tuple[str, ...], choice: frozenset[str]) -> Floats:
    """(labels, labels): what is not offered counts for the intent that stands in for it, or for none."""
    counts = np.zeros((len(labels), len(labels)), np.float32)
    for number, label in enumerate(labels):
        counts[number, number if label in choice else labels.index(INSTEAD.get(label, OUT_OF_SCOPE))] = 1
    return counts


def _taught(texts: list[str], taught: IntentModel | None) -> list[Intent | None]:
    if taught is None:
        return [None] * len(texts)
    return [
        Intent(verdict.label, verdict.confidence, f"taught: like “{verdict.nearest}”") if verdict.fits else None
        for verdict in taught.judge(texts)
    ]


def _preferred(read: list[Intent], own: Intent | None) -> list[Intent]:
    """What the owner taught goes first where it is as sure as the built-in reading, or sure enough."""
    if own is not None and own.confidence >= min(ANY, read[0].confidence):
        return [own, *(intent for intent in read if intent.name != own.name)]
    return read


def _merge(found: list[list[Intent]]) -> tuple[Intent, ...]:
    """The clauses' intents as the message's: deeds before questions before small talk, the surest first."""
    if len(found) == 1:
        return _told(found[0])
    best: dict[str, Intent] = {}
    for clause in found:
        for intent in clause[:1]:
            if intent.name not in best or best[intent.name].confidence < intent.confidence:
                best[intent.name] = intent
    real = [intent for intent in best.values() if intent.name != OUT_OF_SCOPE and intent.confidence >= MEANT]
    if not real:
        return _told(max(found, key=lambda clause: clause[0].confidence))
    return tuple(sorted(real, key=lambda intent: (_rank(intent), -intent.confidence)))


def _rank(intent: Intent) -> int:
    if intent.name in GRAVE:
        return GRAVE.index(intent.name)
    if intent.name in SMALL_TALK or intent.name in ANSWERS:
        return 4
    return 3 if intent.name.startswith("ask_") else 2


def _told(intents: list[Intent]) -> tuple[Intent, ...]:
    return (intents[0], *(intent for intent in intents[1:] if intent.confidence >= ANY))


def _rounded(value: float) -> float:
    return round(min(1.0, float(value)), 4)


def lead(text: str, *, category: str, flow: str, locale: str) -> float:
    """How far the likeliest intent is ahead of the second; under ``UNSURE`` the sentence is worth an owner's look."""
    first, second = _read([text], offered(category, flow), [language.detect(text, locale.split("-")[0])])[0]
    return round(first.confidence - second.confidence, 4)
