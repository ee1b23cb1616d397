"""One message in, everything understood from it out: no model call, no network, milliseconds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.interim import assess, detect, language_of
from agents.understanding.slots.finding import find_slots
from agents.understanding.slots.reading import LENGTH, Reading
from agents.understanding.text import normalise
from agents.understanding.types import Understanding

if TYPE_CHECKING:
    from agents.understanding.intents import Taught
    from agents.understanding.text import Normalised
    from agents.understanding.types import Context, Slot


def understand(text: str, context: Context, *, taught: Taught | None = None) -> Understanding:
    """Language, intents, slots and safety of one message; slot offsets are into ``text`` as received.

    ``taught`` is the tenant's own intent model.  Time is bounded whatever the text: at most 10,000 characters are
    normalised and judged for safety, the first 1,500 are searched for slots.
    """
    clean = normalise(text)
    language = language_of(clean.text, default=context.locale)
    reading = Reading(_encodable(clean.text[:LENGTH]), language, context)
    return Understanding(
        text=text,
        language=language,
        intents=detect(clean.text, category=context.category, flow=context.flow, locale=language, taught=taught),
        slots=tuple(_received(slot, clean, text) for slot in find_slots(reading)),
        safety=assess(text),
    )


def _encodable(text: str) -> str:
    """Lone surrogates, which JSON can carry and UTF-8 cannot, become question marks; the length stays."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _received(slot: Slot, clean: Normalised, text: str) -> Slot:
    """The slot placed in the text as it came in."""
    start, end = clean.span(slot.start, slot.end)
    return replace(slot, start=start, end=end, text=text[start:end])
