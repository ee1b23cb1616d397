"""Signals about a text, with reasons: an attempt to steer the assistant, and abuse. What to do is decided elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.safety.abuse import abuse
from agents.understanding.safety.classifier import harm
from agents.understanding.safety.cues import reasons
from agents.understanding.safety.windows import pieces
from agents.understanding.text import normalise
from agents.understanding.types import Safety

if TYPE_CHECKING:
    from collections.abc import Sequence

FLAGGED = 0.5
CERTAIN = 0.35  # a score from here on with a named sign is told with its reasons


def score(texts: Sequence[str]) -> list[float]:
    """The probability that each text tries to steer the assistant."""
    return [injection for injection, _ in _judge(texts)]


def assess(text: str) -> Safety:
    ((injection, worst),) = _judge([text])
    abused, words = abuse(normalise(text).text)
    found = _reasons(text, worst, injection)
    return Safety(injection, abused, (*found, *words))


def _judge(texts: Sequence[str]) -> list[tuple[float, str]]:
    """Per text the score and its worst piece."""
    if not texts:
        return []
    parts = [pieces(text) for text in texts]
    scores, doubts = harm([piece for part in parts for piece in part], [len(part) for part in parts])
    judged, start = [], 0
    for part, injection in zip(parts, scores, strict=True):
        worst = part[int(doubts[start : start + len(part)].argmax())]
        judged.append((round(float(injection), 4), worst))
        start += len(part)
    return judged


def _reasons(text: str, worst: str, injection: float) -> tuple[str, ...]:
    clean = normalise(text)
    found = []
    if clean.hidden:
        found.append("carries text in invisible characters")
    if clean.disguised > 2:
        found.append("writes words in look-alike letters")
    if injection >= CERTAIN:
        found += reasons(worst)
        if not found:
            found.append("reads like an attempt to steer the assistant")
    return tuple(found)
