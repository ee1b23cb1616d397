"""Dates, times and durations as slots: the resolver's values, on the spans the tagger marks where it has marked any."""

from __future__ import annotations

import re
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
DOUBT = 0.2
"""From which doubt of the tagger "today" or "now" counts: people say them without meaning a booking."""
PLAIN_DOUBT = 0.03
"""From which doubt "4 pm" or "the 9th" counts: hardly anything else is meant by them."""
_PLAIN = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?[ap]\.?m\b|day\b|o'clock|noon"
)
_VAGUE = re.compile(r"\b(?:today|now|moment)\b")


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
    found = [_marked(reading, part, resolved) for span in marked for part in _parts(span, resolved)]
    for mention in resolved:
        is_marked = any(span.start < mention.end and mention.start < span.end for span in marked)
        if not is_marked and (tagging is None or tagging.doubt(mention.start, mention.end) >= _needed_doubt(mention)):
            found += _unmarked(mention)
    return found


def _needed_doubt(mention: Mention) -> float:
    text = mention.text.lower()
    return PLAIN_DOUBT if _PLAIN.search(text) and not _VAGUE.search(text) else DOUBT


def _parts(span: Span, resolved: Iterable[Mention]) -> list[Span]:
    """The span, or what it holds when that is several expressions: "Friday, Sunday" is two dates."""
    inside = [m for m in resolved if span.start <= m.start and m.end <= span.end and _values(span.slot, m)]
    if len(inside) < 2:
        return [span]
    return [span._replace(start=mention.start, end=mention.end) for mention in inside]


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
            return {"from": _day(start), "to": _day(end)}
        case DateTimeSpan(start, end) if start and end and end - start <= timedelta(days=1):
            return start.date().isoformat()
        case DateTimeSpan(start, end):
            first, last = _day(start), _day(end)
            return first if first and first == last else {"from": first, "to": last}
    return None


def _time(value: Value) -> Json:
    match value:
        case datetime() | time():
            return value.strftime("%H:%M")
        case TimeSpan(start, end) | DateTimeSpan(start, end):
            return {"from": _clock(start), "to": _clock(end)}
    return None


def _duration(value: Value) -> Json:
    return round(value.total_seconds() / 60) if isinstance(value, timedelta) else None


def _day(moment: date | None) -> str | None:
    """A date, or an aware moment's date in its zone."""
    return moment.strftime("%Y-%m-%d") if moment else None


def _clock(moment: time | datetime | None) -> str | None:
    return moment.strftime("%H:%M") if moment else None


_PARTS = {"date": _date, "time": _time, "duration": _duration}
