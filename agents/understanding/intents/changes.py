"""What an owner sees before saving: which sentences would be read differently, and which were read with doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.intents.model import IntentModel

DOUBTFUL = 0.6


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence's label before and after; ``None`` is out of scope."""

    text: str
    before: str | None
    after: str | None
    confidence: float


def changes(old: IntentModel | None, new: IntentModel, sentences: Sequence[str]) -> list[Change]:
    """The sentences whose label the new model changes, the surest first. Without an old model nothing was in scope."""
    before = old.predict(sentences) if old else [(None, 1.0)] * len(sentences)
    after = new.predict(sentences)
    found = [
        Change(text, was, now, confidence)
        for text, (was, _), (now, confidence) in zip(sentences, before, after, strict=True)
        if was != now
    ]
    return sorted(found, key=lambda change: -change.confidence)


def unsure(model: IntentModel, sentences: Sequence[str]) -> list[tuple[str, str | None, float]]:
    """``(sentence, label, confidence)`` of those the model is least sure about, the least sure first."""
    read = [(text, *answer) for text, answer in zip(sentences, model.predict(sentences), strict=True)]
    return sorted((row for row in read if row[2] < DOUBTFUL), key=lambda row: row[2])
