"""The days and hours of a change: every Friday, from Friday on, the 24th to the 26th; opening apart from closing."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from agents.understanding.owner.said import NOTHING, Said
from agents.understanding.time import resolve
from agents.understanding.time.mention import DateSpan, DateTimeSpan, Recurrence, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.owner.words import Phrases
    from agents.understanding.time.mention import Mention
    from agents.understanding.types import Context

DAY_LONG = 24 * 60
EARLY, SMALL_HOURS, LATE_MORNING = time(6), time(4), time(11)
"""Of "two to five" the afternoon is meant: hardly anything happens before."""
LONGEST = 18 * 60
"""Minutes that a door is open at a stretch: of "18 to 2" the two of the night is meant."""
NEAR = 12
"""Letters that may lie between "from" and its day: an article, "the evening of"."""


def mentions_in(phrases: Phrases, context: Context, requested: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Without the hours that the door is open, which are what is changed: which half of the day 10 means is open."""
    return resolve(
        phrases.text, now=context.now, timezone=context.timezone, language=phrases.language, requested=requested
    )


def days_in(phrases: Phrases, context: Context, mentions: Iterable[Mention]) -> Said:
    """The days meant; none where none is said."""
    today = context.now.astimezone(context.timezone).date()
    for each in mentions:
        for value in (each.value, *each.alternatives):
            found = _days(value, today)
            if found is not None:
                first, last, weekdays = found
                since = first is not None and (last is None or _begins(phrases, context, each))
                return Said(first=first, last=None if since else last, weekdays=weekdays, since=since)
    return NOTHING


def _days(value: object, today: date) -> tuple[date | None, date | None, tuple[int, ...]] | None:
    match value:
        case datetime():
            return value.date(), value.date(), ()
        case date():
            return value, value, ()
        case DateSpan(start, end):
            return start or today, end, ()
        case DateTimeSpan(start, end):
            day = start.date() if start else end.date() if end else today
            return day, day, ()
        case Recurrence(weekdays=weekdays) if weekdays:
            return None, None, weekdays
    return None


def _begins(phrases: Phrases, context: Context, mention: Mention) -> bool:
    """Whether the day is where something begins: "from Friday", and not "from 12 to 3 on Friday"."""
    if isinstance(mention.value, DateSpan) and mention.value.end is not None:
        return False
    if isinstance(mention.value, Recurrence):
        return False
    for _start, end in phrases.spans("since"):
        rest = phrases.text[end:]
        read = resolve(rest, now=context.now, timezone=context.timezone, language=phrases.language)
        is_day = read and _days(read[0].value, date.min) is not None and not isinstance(read[0].value, DateTimeSpan)
        if is_day and read[0].start <= NEAR and mention.start <= end + read[0].start <= mention.end:
            return True
    return False


def hours_in(phrases: Phrases, context: Context, mentions: Iterable[Mention], meant: Said) -> Said:
    """Opening and closing as said; of an hour that has two halves of the day, the nearer to that of today's hours."""
    found = NOTHING
    for each in mentions:
        values = [at for value in (each.value, *each.alternatives) if (at := _times(value))]
        if not values:
            continue
        if spans := [value for value in values if isinstance(value, tuple)]:
            opens, closes = next(filter(is_likely, spans), spans[0])
            return Said(opens=opens, closes=closes if is_likely((opens, closes)) else _half_a_day_on(closes))
        choices = [value for value in values if isinstance(value, time)]
        choices = choices if each.value is None else choices[:1] + _other_half(choices[0], each)
        found = _placed(phrases, each, choices, found, Edges(context, meant))
    return found


def is_likely(span: tuple[time, time]) -> bool:
    """Whether a door can be open so: from six on, and not round the clock."""
    return span[0] >= EARLY and _minutes(*span) <= LONGEST


def _minutes(opens: time, closes: time) -> int:
    lasts = (closes.hour * 60 + closes.minute) - (opens.hour * 60 + opens.minute)
    return lasts % DAY_LONG


def _half_a_day_on(at: time) -> time:
    return time((at.hour + 12) % 24, at.minute)


def _times(value: object) -> time | tuple[time, time] | None:
    match value:
        case datetime():
            return value.time()
        case time():
            return value
        case TimeSpan(start, end) if start and end:
            return start, end
        case TimeSpan(start, end):
            return start or end
        case DateTimeSpan(start, end) if start and end:
            return start.time(), end.time()
        case DateTimeSpan(start, end):
            return start.time() if start else end.time() if end else None
        case Recurrence(at=at):
            return at
    return None


def _other_half(at: time, mention: Mention) -> list[time]:
    """A bare hour up to twelve may be the other half of the day as well."""
    is_bare = mention.text.replace(" ", "").isalnum() and f"{at:%H:%M}" not in mention.text
    is_told = any(letter in mention.text.lower() for letter in ("am", "pm", "h", "uhr")) or at.hour == 0
    return [_half_a_day_on(at)] if is_bare and not is_told and at.minute == 0 else []


class Edges:
    """When the door opens and closes now, on the days meant: what an hour is said in place of."""

    def __init__(self, context: Context, meant: Said) -> None:
        hours = context.hours
        spans = hours.on(meant.first) if hours and meant.first and not meant.since else ()
        weekly = hours.weekly if hours else {}
        days = meant.weekdays or tuple(weekly)
        usual = next((weekly[day] for day in days if weekly.get(day)), next(iter(weekly.values()), ()))
        self.spans = spans or usual

    def nearest(self, choices: list[time], *, is_closing: bool) -> time:
        """Nobody closes in the early morning, where a later hour may be meant as well."""
        now = (self.spans[-1][1] if is_closing else self.spans[0][0]) if self.spans else time(22 if is_closing else 9)
        early = [each for each in choices if is_closing and SMALL_HOURS <= each < LATE_MORNING]
        return min(sorted(set(choices) - set(early)) or choices, key=lambda each: _apart(each, now))


def _apart(one: time, other: time) -> int:
    """Minutes between two wall times, the shorter way round the clock."""
    apart = abs((one.hour * 60 + one.minute) - (other.hour * 60 + other.minute))
    return min(apart, DAY_LONG - apart)


def _placed(phrases: Phrases, mention: Mention, choices: list[time], found: Said, edges: Edges) -> Said:
    """The hour as the opening or the closing, by the nearest of the words for either."""
    closes, opens = _distance(phrases, "closes", mention), _distance(phrases, "opens", mention)
    if closes is None and opens is None:
        return _with(found, at=edges.nearest(choices, is_closing=True))
    is_closing = opens is None or (closes is not None and closes <= opens)
    at = edges.nearest(choices, is_closing=is_closing)
    return _with(found, closes=at) if is_closing else _with(found, opens=at)


def _with(found: Said, *, opens: time | None = None, closes: time | None = None, at: time | None = None) -> Said:
    return Said(opens=opens or found.opens, closes=closes or found.closes, at=at or found.at)


def _distance(phrases: Phrases, section: str, mention: Mention) -> int | None:
    """Letters between the nearest such word and the hour; one before it counts as nearer than one after."""
    apart = [
        mention.start - end if end <= mention.start else 2 * max(start - mention.end, 0) + 1
        for start, end in phrases.spans(section)
    ]
    return min(apart, default=None)
