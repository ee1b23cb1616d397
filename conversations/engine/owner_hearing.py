"""What a message of the business's own people would change, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from agents.understanding.owner import NOTHING, Said, read_change
from agents.understanding.owner.reading import ENOUGH, MATTERS
from agents.understanding.owner.reports import OF_REPORTS
from agents.understanding.owner.words import joints

if TYPE_CHECKING:
    from agents.understanding.types import Context, Understanding


@dataclass(frozen=True, slots=True)
class Heard:
    """What a stretch of the message says of a change."""

    said: Said
    words: str


def hear_changes(understood: Understanding, text: str, context: Context) -> tuple[Heard, ...]:
    """In the order said, none that says nothing. A message is divided only where each part is a wish of its own."""
    parts = [heard(part, understood, text, context) for part in divided(understood, text)]
    if len(parts) > 1 and all(each.said.matter for each in parts):
        return tuple(parts)
    whole = heard((0, len(text)), understood, text, context)
    return (whole,) if whole.said != NOTHING else ()


def divided(understood: Understanding, text: str) -> list[tuple[int, int]]:
    """Where its clauses begin, and what an "and" joins."""
    begins = sorted({0, *(intent.start for intent in understood.intents), *joints(text, understood.language)})
    return list(zip(begins, [*begins[1:], len(text)], strict=True))


def intent_at(span: tuple[int, int], understood: Understanding) -> tuple[str, float]:
    """The surest intent of the stretch; the wish of a change before others of the same message."""
    inside = [each for each in understood.intents if span[0] <= each.start < span[1]]
    wishes = [each for each in inside if each.name in MATTERS and each.confidence >= ENOUGH]
    best = max(wishes or inside, key=lambda each: each.confidence, default=None)
    return (best.name, best.confidence) if best else ("", 0.0)


def heard(part: tuple[int, int], understood: Understanding, text: str, context: Context) -> Heard:
    start, end = part
    words = text[start:end]
    slots = [
        replace(slot, start=slot.start - start, end=slot.end - start)
        for slot in understood.slots
        if start <= slot.start and slot.end <= end
    ]
    said = read_change(words, slots, intent_at(part, understood), context, understood.language, context.requested)
    is_wish = said.matter in OF_REPORTS or intent_at(part, understood)[0] in MATTERS
    is_asked = "question" in understood.cues and not is_wish
    return Heard(NOTHING if is_asked else said, words.strip(" ,.;"))
