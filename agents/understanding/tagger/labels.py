"""Spans as one label per token, and back.

Spans of two slots may overlap ("at 9:45 tonight" is a time, "tonight" in it a date), so a label carries a part for each
slot it belongs to: ``B-date|I-time``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agents.understanding.tagger.tokens import Token

SLOTS = ("people", "date", "time", "first_name", "last_name")
OUTSIDE = "O"


class Span(NamedTuple):
    """A slot's stretch of text; ``confidence`` is the tagger's probability of its weakest token."""

    slot: str
    start: int
    end: int
    confidence: float = 1.0


def encode(tokens: Sequence[Token], spans: Iterable[Span]) -> list[str]:
    parts: list[set[str]] = [set() for _ in tokens]
    for span in spans:
        inside = [i for i, token in enumerate(tokens) if token.start < span.end and token.end > span.start]
        for i in inside:
            parts[i].add(("B-" if i == inside[0] else "I-") + span.slot)
    return ["|".join(sorted(part, key=lambda label: label[2:])) or OUTSIDE for part in parts]


def decode(tokens: Sequence[Token], labels: Sequence[str], confidences: Sequence[float]) -> list[Span]:
    """Spans in the order of the text; an inside label with nothing before it opens a span."""
    said = {part[2:] for label in labels if label != OUTSIDE for part in label.split("|")}
    found = [span for slot in SLOTS if slot in said for span in _decode_slot(slot, tokens, labels, confidences)]
    return sorted(found, key=lambda span: (span.start, span.end))


def _decode_slot(slot: str, tokens: Sequence[Token], labels: Sequence[str], confidences: Sequence[float]) -> list[Span]:
    spans: list[Span] = []
    open_ = False
    for token, label, confidence in zip(tokens, labels, confidences, strict=True):
        part = next((part for part in label.split("|") if part[2:] == slot), OUTSIDE)
        if part.startswith("I-") and open_:
            spans[-1] = spans[-1]._replace(end=token.end, confidence=min(spans[-1].confidence, confidence))
        elif part != OUTSIDE:
            spans.append(Span(slot, token.start, token.end, confidence))
        open_ = part != OUTSIDE
    return spans
