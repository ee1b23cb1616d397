"""Dates, times and durations as slots: the resolver's values, on the spans the tagger marks where it has marked any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan, DateTimeSpan, TimeSpan
from agents.understanding.types import Json, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agents.understanding.slots.reading import Reading
    from agents.understanding.tagger.labels import Span
    from agents.understanding.tagger.model import Tagging
    from agents.understanding.time import resolve
from agents.understanding.time.mention import Mention, Value

UNMARKED = 0.6
"""Confidence of an expression the tagger passed over."""
DOUBT = 0.4


def mentions(reading: Reading, text: str, requested: Sequence[str]) -> tuple[Mention, ...]:
    context = reading.context
    return resolve(
        text, now=context.now, timezone=context.timezone, language=reading.language, hours=context.hours,
        requested=tuple(requested),
    )  # fmt: skip


def find(reading: Reading, tagging: Tagging | None) -> list[Slot]:
    """Slots ``date``, ``time`` and ``duration`` (minutes); ranges are ``{"from": ..., "to": ...}``, open ends null.

    An expression the tagger passed over counts when the tagger was not sure, and always where there is no tagger.
    """
    resolved = mentions(reading, reading.text, reading.requested)
    marked = [span for span in tagging.spans if span.slot in {"date", "time"}] if tagging else []
    found = [_marked(reading, span, resolved) for span in marked]
    for mention in resolved:
        is_marked = any(span.start < mention.end and mention.start < span.end for span in marked)
        if not is_marked and (tagging is None or tagging.doubt(mention.start, mention.end) >= DOUBT):
            found += _unmarked(mention)
    return found


def _marked(reading: Reading, span: Span, resolved: Iterable[Mention]) -> Slot:
    """The span's value from the mention it lies in, or from the span read by itself as an answer for its slot."""
    slot = Slot(span.slot, span.start, span.end, reading.text[span.start : span.end], None, round(span.confidence, 3))
    around = [m for m in resolved if m.start < span.end and span.start < m.end]
    alone = () if any(_values(span.slot, m) for m in around) else mentions(reading, slot.text, (span.slot,))
    for mention in sorted(around, key=lambda m: abs(m.start - span.start) + abs(m.end - span.end)) + list(alone):
        values = _values(span.slot, mention)
        if values:
            return _valued(slot, mention, values)
    return slot


def _unmarked(mention: Mention) -> list[Slot]:
    found = []
    for name in ("date", "time", "duration"):
        values = _values(name, mention)
        if values:
            slot = Slot(name, mention.start, mention.end, mention.text, None, UNMARKED)
            found.append(_valued(slot, mention, values))
    return found


def _valued(slot: Slot, mention: Mention, values: list[Json]) -> Slot:
    """One value, or none and what to ask about; readings weaker than the one taken are not asked about."""
    if mention.value is None and len(values) > 1:
        return replace(slot, alternatives=tuple(values))
    return replace(slot, value=values[0])


def _values(name: str, mention: Mention) -> list[Json]:
    """What the mention says of this slot, its own reading first, each once."""
    readings = (mention.value, *mention.alternatives) if mention.value is not None else mention.alternatives
    found: list[Json] = []
    for reading in readings:
        value = _PARTS[name](reading)
        if value is not None and value not in found:
            found.append(value)
    return found


def _date(value: Value) -> Json:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case DateSpan(start, end):
            return _range(start and start.isoformat(), end and end.isoformat())
        case DateTimeSpan(start, end) if start and end and end - start <= timedelta(days=1):
            return start.date().isoformat()
        case DateTimeSpan(start, end):
            days = [moment and moment.date().isoformat() for moment in (start, end)]
            return days[0] if days[0] and days[0] == days[1] else _range(*days)
    return None


def _time(value: Value) -> Json:
    match value:
        case datetime() | time():
            return value.strftime("%H:%M")
        case TimeSpan(start, end) | DateTimeSpan(start, end):
            return _range(*(moment and moment.strftime("%H:%M") for moment in (start, end)))
    return None


def _duration(value: Value) -> Json:
    return round(value.total_seconds() / 60) if isinstance(value, timedelta) else None


def _range(start: str | None, end: str | None) -> Json:
    return {"from": start, "to": end}


_PARTS = {"date": _date, "time": _time, "duration": _duration}
