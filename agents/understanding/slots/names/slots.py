"""A name as slots: ``name``, whole and as given, and the first and last name it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.slots.names.answer import answered_name, is_no_name
from agents.understanding.slots.names.beside import name_beside
from agents.understanding.slots.names.introduced import introduced_name
from agents.understanding.slots.names.labelled import labelled_parts
from agents.understanding.slots.names.words import titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agents.understanding.slots.names.parts import Name
    from agents.understanding.slots.reading import Reading
    from agents.understanding.tagger.labels import Span
    from agents.understanding.types import Slot

WHOLE = frozenset({"name", "customer_name"})
_PARTS = frozenset({"first_name", "last_name"})
_TAGGED = "en"


def is_asked(reading: Reading) -> bool:
    """Whether the customer was asked for a name; the parts of one count where no tagger looks for them."""
    asked = set(reading.context.requested)
    return bool(WHOLE & asked) or (bool(_PARTS & asked) and not reading.language.startswith(_TAGGED))


def told_name(reading: Reading, taken: Iterable[Slot], said: Iterable[Slot]) -> list[Slot]:
    """The slots of the name that answers the question for it, or that words introduce."""
    if labelled := _labelled(reading):
        return labelled
    if is_asked(reading):
        name = answered_name(reading, taken, said) or introduced_name(reading, sure_only=True)
        return _slots(reading, name, 0.9) if name else []
    name = introduced_name(reading) or name_beside(reading, taken, said)
    return _slots(reading, name, 0.8) if name and not _touches(name, taken) else []


def _labelled(reading: Reading) -> list[Slot]:
    """The whole is what both make, in the order in which names are called."""
    parts = [
        reading.slot(kind, start, end, reading.text[start:end], 0.9)
        for kind, (start, end) in labelled_parts(reading).items()
    ]
    if not parts:
        return []
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    return [reading.slot("name", start, end, " ".join(str(part.value) for part in parts), 0.9), *parts]


def with_tagged(reading: Reading, told: list[Slot], spans: Sequence[Span]) -> list[Slot]:
    """What was told with the parts the tagger marked, which it cuts as customers do; alone they make the whole."""
    whole = [slot for slot in told if slot.name == "name"]
    marked = [span for span in spans if span.slot in _PARTS and reading.text[span.start].isalpha()]
    if whole:
        marked = [span for span in marked if whole[0].start <= span.start and span.end <= whole[0].end]
    if is_asked(reading) or not marked or is_no_name(reading.text):
        return told
    parts = [reading.slot(span.slot, span.start, span.end, _text(reading, span), _sure(span)) for span in marked]
    return (whole or _together(reading, marked)) + parts


def _together(reading: Reading, marked: Sequence[Span]) -> list[Slot]:
    run = [marked[0]]
    for span in marked[1:]:
        if not reading.text[run[-1].end : span.start].strip(" -'’."):
            run.append(span)
    start, end = run[0].start, run[-1].end
    return [reading.slot("name", start, end, reading.text[start:end], min(map(_sure, run)))]


def _text(reading: Reading, span: Span) -> str:
    return reading.text[span.start : span.end]


def _sure(span: Span) -> float:
    return round(span.confidence, 3)


def _slots(reading: Reading, name: Name, confidence: float) -> list[Slot]:
    """A lone word is a first name unless only the last was asked for."""
    whole = reading.slot("name", name.start, name.end, reading.text[name.start : name.end], confidence)
    first, *rest = [word for word in name.words if word.key not in titles()]
    if not rest:
        kind = "last_name" if reading.requested == ("last_name",) else "first_name"
        return [whole, reading.slot(kind, first.start, first.end, first.text, confidence)]
    last = reading.text[rest[0].start : name.end]
    return [
        whole,
        reading.slot("first_name", first.start, first.end, first.text, confidence),
        reading.slot("last_name", rest[0].start, name.end, last, confidence),
    ]


def _touches(name: Name, taken: Iterable[Slot]) -> bool:
    return any(name.start < slot.end and slot.start < name.end for slot in taken)
