"""Signals about a text: an attempt to steer the assistant, with reasons, and its conduct; others decide what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.safety.classifier import harm
from agents.understanding.safety.conduct import conduct_of
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
    return [injection for injection, _ in _judge([pieces(text) for text in texts])]


def assess(text: str) -> Safety:
    parts = pieces(text)
    ((injection, worst),) = _judge([parts])
    return Safety(injection, _reasons(text, worst, injection), conduct_of(parts))


def _judge(parts: Sequence[list[str]]) -> list[tuple[float, str]]:
    """Per text, in its pieces, the score and its worst piece."""
    if not parts:
        return []
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
