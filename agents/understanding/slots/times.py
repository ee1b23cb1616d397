"""Dates, times and durations as slots: the resolver's values, on the spans the tagger marks where it has marked any."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.phrases import wordset
from agents.understanding.slots.days import one_day
from agents.understanding.slots.expressions import is_bounded, is_clear_clock, names_part, part_saying, read_alone
from agents.understanding.time.lexicon import spellings
from agents.understanding.time.mention import NO_SUCH_DAY, DateSpan, DateTimeSpan, TimeSpan
from agents.understanding.types import Json, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.tagger.labels import Span
    from agents.understanding.tagger.model import Tagging
    from agents.understanding.time.mention import Mention, Value

UNMARKED, SURE = 0.6, 0.85
"""Confidence of an expression the tagger passed over, and where there is no tagger."""
DOUBT = 0.09
"""From which doubt of the tagger "today" or "now" counts: people say them without meaning a booking."""
PLAIN_DOUBT = 0.005
"""From which doubt "4 pm" or "the 9th" counts: hardly anything else is meant by them."""
HALF_DOUBT = 0.01
"""From which doubt the day beside a marked time counts, and the time beside a marked day."""
GUESS = 0.4
"""Below which a span without a value is no date or time after all: "my 70th birthday"."""
_PLAIN = re.compile(r"\d|day\b|next week|o'clock|noon")
_WORD = re.compile(r"[a-z0-9]+")
_JOINTS = re.compile(
    r"^(?:[\s,]|(?:at|on|for|around|about|by)\b)+|(?:[\s,]|\b(?:at|on|for|around|about|by))+$", re.IGNORECASE
)
_YEAR = re.compile(r"\b20\d\d$")
_WRITTEN_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d\d){1,2}")
_FEAST = re.compile(
    r"\b(?:christmas|xmas|boxing|easter|valentine'?s|new year'?s|mother'?s|father'?s)(?: (?:day|eve|sunday|monday))\b"
    r"|\b(?:halloween|thanksgiving)\b"
)
"""Days nobody names without meaning them, rare as they are in what the tagger has seen."""
_STRETCH = re.compile(
    r"\b(?:this|next) (?:afternoon|evening|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:day|week|weekend|month) after next\b|\b(?:end|beginning|start|middle) of (?:the|this|next) (?:week|month)\b"
)
_VAGUE = re.compile(r"^(?:right |for |just )?(?:today|now|tonight|at the moment|this (?:evening|morning|afternoon))$")
_LEAVING = re.compile(r"(?<!i )\bsee (?:you|ya|u)(?: (?:all|then|there))?\s+(?:on\s+)?$")
_FAREWELL = re.compile(
    r"\b(?:all|it|everything|nothing(?: else)?|anything else|help(?:ing|ed)? me|me|how are you(?: doing)?)"
    r"\s+(?:for\s+)?$"
)


def find(reading: Reading, tagging: Tagging | None) -> list[Slot]:
    """Slots ``date``, ``time`` and ``duration`` (minutes); ranges are ``{"from": ..., "to": ...}``, open ends null.

    An expression the tagger passed over counts when the tagger was not sure, a clear clock time whenever it has not
    been marked as one, and everything where there is no tagger.
    """
    spans = tagging.spans if tagging else ()
    marked = [
        span._replace(slot="date") if _WRITTEN_DATE.fullmatch(reading.text, span.start, span.end) else span
        for span in spans
        if span.slot in {"date", "time"} and not _is_farewell(reading, span.start, span.end)
    ]
    found = [_marked(reading, part) for span in marked for part in _parts(span, reading.expressions)]
    found = [slot for slot in found if slot.confidence >= GUESS or slot.value or slot.alternatives]
    for mention in reading.expressions:
        if mention.beside or _is_impossible(mention):
            found = [slot for slot in found if slot.end <= mention.start or mention.end <= slot.start]
            found += _unmarked(mention, SURE) if mention.beside else _impossible(reading, mention)
            continue
        over = [span for span in marked if span.start < mention.end and mention.start < span.end]
        if is_clear_clock(mention) and not any(span.slot == "time" for span in over):
            found = [slot for slot in found if slot.value or slot.alternatives or not _is_within(slot, mention)]
            found += [slot for slot in _unmarked(mention, UNMARKED) if slot.name == "time" or not over]
        elif not over and _counts(reading, tagging, mention):
            found += _unmarked(mention, UNMARKED if tagging else SURE)
        elif over and tagging and len({span.slot for span in over}) == 1:
            found += [
                slot
                for slot in _other_half(reading, mention, over[0] if over[0].slot == "date" else over[-1])
                if (mention.kind == "datetime" and slot.name == "time")
                or tagging.doubt(slot.start, slot.end) >= HALF_DOUBT
                or _is_plain_day(slot.text)
            ]
    return one_day(reading, [slot for slot in found if _is_read(reading, slot)])


def _is_read(reading: Reading, slot: Slot) -> bool:
    """A date without a reading is one no calendar has; any other span the tagger marked has to be read somehow."""
    if slot.value is not None or slot.alternatives:
        return True
    return any(_is_impossible(one) and slot.start <= one.start < slot.end for one in reading.expressions)


def is_now(reading: Reading, slot: Slot) -> bool:
    """Whether the slot says no more than "now"."""
    return any(one.why == "now" and one.start < slot.end and slot.start < one.end for one in reading.expressions)


def _is_impossible(mention: Mention) -> bool:
    return mention.why == NO_SUCH_DAY and mention.value is None and not mention.alternatives


def _impossible(reading: Reading, mention: Mention) -> list[Slot]:
    """A date without a value, for the dialogue to say that there is no such day, and the hour said with it."""
    slot = Slot("date", mention.start, mention.end, mention.text, None, SURE)
    if mention.kind == "date":
        return [slot]
    start, text = part_saying("time", reading, mention)
    hour = [values for one in read_alone(reading, text, "time") if (values := _values("time", one))]
    return (
        [slot, _valued(Slot("time", start, start + len(text), text, None, SURE), mention, hour[0])] if hour else [slot]
    )


def _counts(reading: Reading, tagging: Tagging | None, mention: Mention) -> bool:
    if tagging is None:
        return True
    text = mention.text.lower()
    if _is_plain_day(text):
        return not _is_farewell(reading, mention.start, mention.end)
    needed = PLAIN_DOUBT if _PLAIN.search(text) and not _VAGUE.search(text) else DOUBT
    is_farewell = _is_farewell(reading, mention.start, mention.end)
    return tagging.doubt(mention.start, mention.end) >= needed and not is_farewell


def _is_plain_day(text: str) -> bool:
    """Whether a day is named by a word that means nothing else, as it is typed: "tmrw", "weds", "Christmas Day"."""
    return bool(
        _FEAST.search(text.lower()) or _STRETCH.search(text.lower()) or _day_names() & set(_WORD.findall(text.lower()))
    )


_MORE_THAN_DAYS = wordset("today todays tdy todya yesterday yesterdays ystrday")
"""People say these without meaning a day to book."""


@cache
def _day_names() -> frozenset[str]:
    return spellings("en", "weekday", "day_word") - _MORE_THAN_DAYS


def _is_farewell(reading: Reading, start: int, end: int) -> bool:
    """ "That will be all for today" books nothing, nor does "how are you today" or "see you tomorrow"."""
    if _LEAVING.search(reading.folded[max(0, start - 30) : start]):
        return True
    is_vague = _VAGUE.match(reading.folded[start:end])
    return bool(is_vague and _FAREWELL.search(reading.folded[max(0, start - 30) : start]))


def _is_within(slot: Slot, mention: Mention) -> bool:
    return mention.start <= slot.start and slot.end <= mention.end


def _parts(span: Span, expressions: Iterable[Mention]) -> list[Span]:
    """The span, or what it holds when that is several expressions: "Friday, Sunday" is two dates."""
    inside = [m for m in expressions if span.start <= m.start and m.end <= span.end and _values(span.slot, m)]
    if len(inside) < 2:
        return [span]
    return [span._replace(start=mention.start, end=mention.end) for mention in inside]


def _marked(reading: Reading, span: Span) -> Slot:
    """The span's value from the mention it lies in, or from the span read by itself as an answer for its slot."""
    slot = Slot(span.slot, span.start, span.end, reading.text[span.start : span.end], None, round(span.confidence, 3))
    around = [m for m in reading.expressions if m.start < span.end and span.start < m.end]
    around.sort(key=lambda m: abs(m.start - span.start) + abs(m.end - span.end))
    valued = [(mention, values) for mention in around if (values := _values(span.slot, mention))]
    if not valued:
        alone = read_alone(reading, slot.text, span.slot)
        valued = [(mention, values) for mention in alone if (values := _values(span.slot, mention))]
    return _valued(slot, *valued[0]) if valued else slot


def _other_half(reading: Reading, mention: Mention, span: Span) -> list[Slot]:
    """The day of "7pm tomorrow" when only the time was marked, and the time when only the day was; where the span
    covers both, as in "friday 8pm", the part of it that says the other.
    """
    name = "date" if span.slot == "time" else "time"
    is_told = mention.kind in {"datetime", name, f"{name}_range"} or is_bounded(mention) or names_part(mention)
    values = _values(name, mention) if is_told else []
    if not values:
        return []
    if not mention.kind.startswith("datetime"):
        return _unmarked(mention, UNMARKED)
    before, after = (mention.start, span.start), (span.end, mention.end)
    start, end = max(before, after, key=lambda side: side[1] - side[0])
    rest = _JOINTS.sub("", reading.text[start:end]) if start < end else ""
    if not rest and name == "time" and _YEAR.search(mention.text):
        return []  # "Tuesday the 18th 2018": hardly a quarter past eight
    start, rest = (reading.text.index(rest, start), rest) if rest else part_saying(name, reading, mention)
    slot = Slot(name, start, start + len(rest), rest, None, UNMARKED)
    return [_valued(slot, mention, values)]


def _unmarked(mention: Mention, confidence: float) -> list[Slot]:
    """Everything the expression says; "tonight" is a day as the tagger marks it, not also a time."""
    found = []
    for name in ("date",) if _VAGUE.match(mention.text.lower()) else _PARTS:
        values = _values(name, mention)
        if values:
            slot = Slot(name, mention.start, mention.end, mention.text, None, confidence)
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
        case datetime() | date():
            return _day(value)
        case DateSpan(start, end):
            return {"from": _day(start), "to": _day(end)}
        case DateTimeSpan(start, end) if start and end and end - start <= timedelta(days=1):
            return _day(start)
        case DateTimeSpan(start, None) | DateTimeSpan(None, start):
            return _day(start)
        case DateTimeSpan(start, end):
            first, last = _day(start), _day(end)
            return first if first and first == last else {"from": first, "to": last}
    return None


def _time(value: Value) -> Json:
    match value:
        case datetime() | time():
            return _clock(value)
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
