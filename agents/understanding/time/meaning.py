"""From what the grammar built to what a booking takes: hours, the past and clock changes settle what they can."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from agents.understanding.time.halves import choose
from agents.understanding.time.mention import DateSpan, DateTimeSpan, Kind, Mention, TimeSpan, Value
from agents.understanding.time.nodes import (
    Clock,
    Clocks,
    Day,
    Days,
    Instant,
    Instants,
    Length,
    MinutePast,
    Moment,
    Moments,
    Repeat,
    Setting,
)
from agents.understanding.time.opening import open_at, usually_open_at
from agents.understanding.time.zone import localise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.time.grammar import Token

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Sense:
    """A mention without its place."""

    kind: Kind
    value: Value | None
    alternatives: tuple[Value, ...] = ()
    why: str = ""
    grain: str = ""


def sense(node: object, setting: Setting) -> Sense | None:  # noqa: C901 - one line for each kind of node
    """What a node the grammar left at the top means now; None for what is no mention by itself."""
    match node:
        case Day():
            return _day(node)
        case Clock():
            return _clock(node, setting, None)
        case MinutePast():
            return _past_some_hour(node, setting)
        case Moment():
            return _moment(node, setting)
        case Instant():
            return Sense("datetime", node.at, why=node.why, grain="second")
        case Days():
            weaker = tuple(DateSpan(*each) for each in node.weaker)
            return Sense("date_range", DateSpan(node.start, node.end), weaker, node.why, node.grain)
        case Clocks():
            return _clocks(node, setting)
        case Moments():
            return _moments(node, setting)
        case Instants():
            return Sense("datetime_range", DateTimeSpan(node.start, node.end), grain="second")
        case Length():
            return Sense("duration", node.span, grain=node.grain)
        case Repeat():
            return Sense("set", node.value, grain=node.value.unit)
        case _:
            return None


def mention(token: Token, text: str, setting: Setting) -> Mention | None:
    node = next(iter(token.classes.values()), None)
    found = sense(node, setting)
    if found is None:
        return None
    said = text[token.start : token.end]
    return Mention(
        found.kind, token.start, token.end, said, found.value, found.alternatives, found.why, found.grain, _beside(node)
    )


def _beside(node: object) -> frozenset[str]:
    """What of a node hangs on the booking talked about."""
    match node:
        case Day(beside=True):
            return frozenset({"date"})
        case Clock(beside=True):
            return frozenset({"time"})
        case Instant(beside=True):
            return frozenset({"date", "time"})
        case Moment():
            return _beside(node.day) | _beside(node.clock)
        case Moments():
            return _beside(node.day)
        case _:
            return frozenset()


def _day(day: Day) -> Sense:
    if len(day.options) > 1:
        return Sense("date", None, (*day.options, *day.weaker), day.why, "day")
    return Sense("date", day.best, day.weaker, day.why, "day")


def _clock(clock: Clock, setting: Setting, day: date | None) -> Sense:
    chosen, weaker, why = choose(clock, setting, day)
    grain = "about" if clock.about else "second" if clock.second else "minute"
    if len(chosen) == 1:
        return Sense("time", chosen[0], weaker, why, grain)
    return Sense("time", None, chosen, why, grain)


def _moment(moment: Moment, setting: Setting) -> Sense:
    """Day by time; more than one reading is asked, a day without a calendar has none."""
    day, clock = moment.day, moment.clock
    if not day.options:
        return Sense("datetime", None, (), day.why, "minute")
    chosen: list[tuple[date, time]] = []
    spare: list[tuple[date, time]] = []
    why = day.why
    for option in day.options:
        taken, weaker, reason = choose(clock, setting, option, rolls=day.rolls)
        chosen += [(_rolled(option, each, day, setting), each) for each in taken]
        spare += [(option, each) for each in weaker]
        why = why or reason
    spare += [(each, at) for each in day.weaker for at in clock.times]
    spare += [(option, at) for option in day.options for at in clock.times if (option, at) not in chosen]
    if clock.next_day:
        chosen, why = _next_day(chosen, setting, why)
    return _localised(chosen, [each for each in spare if each not in chosen], setting, why, clock)


def _next_day(chosen: list[tuple[date, time]], setting: Setting, why: str) -> tuple[list[tuple[date, time]], str]:
    """Midnight or an hour after it: the one that ends the day, and where that stays open the one that begins it."""
    ending = [(each + _DAY, at) for each, at in chosen]
    beginning = [(each, at) for each, at in chosen if at == time(0) and not _passed(each, at, setting)]
    if setting.hours is not None:
        fitting = [(each, at) for each, at in (*beginning, *ending) if _open_until(setting, each, at)]
        if len(fitting) == 1:
            return fitting, "the only midnight within opening hours"
    return ([*beginning, *ending], "the midnight before or after that day") if beginning else (ending, why)


def _passed(day: date, at: time, setting: Setting) -> bool:
    return datetime.combine(day, at) < setting.now.replace(tzinfo=None)


def _open_until(setting: Setting, day: date, at: time) -> bool:
    """Open just before: a midnight that closes the evening counts as that evening's."""
    before = datetime.combine(day, at) - timedelta(minutes=30)
    return setting.hours is not None and open_at(setting.hours, before.date(), before.time())


def _rolled(option: date, at: time, day: Day, setting: Setting) -> date:
    """Friday at 10 said on Friday at 11 is the Friday after."""
    passed = day.rolls and option == setting.today and at < setting.now.time().replace(tzinfo=None)
    return option + _WEEK if passed else option


def _localised(
    chosen: list[tuple[date, time]], spare: list[tuple[date, time]], setting: Setting, why: str, clock: Clock
) -> Sense:
    grain = "about" if clock.about else "second" if clock.second else "minute"
    weaker = _distinct(localise(day, at, setting.timezone).moments[0] for day, at in spare)
    found = [localise(day, at, setting.timezone) for day, at in chosen]
    moments = _distinct(moment for each in found for moment in each.moments)
    kinds = {each.kind for each in found}
    if "gap" in kinds:
        return Sense("datetime", None, moments, "the clocks skip this time on that day", grain)
    if "fold" in kinds:
        return Sense("datetime", None, moments, "the clocks show this time twice on that day", grain)
    if len(moments) > 1:
        return Sense("datetime", None, moments, why, grain)
    return Sense("datetime", moments[0], weaker, why, grain)


def _distinct(moments: Iterable[datetime]) -> tuple[datetime, ...]:
    """Without repetition; the two moments of a doubled wall time are equal to Python and distinct to a customer."""
    return tuple({moment.isoformat(): moment for moment in moments}.values())


def _past_some_hour(node: MinutePast, setting: Setting) -> Sense:
    """ "Half past" as an answer: the full hours are left to ask, those within opening hours where they are known."""
    hours = setting.hours
    if hours is not None:
        times = tuple(each for each in (time(hour, node.minute) for hour in range(24)) if usually_open_at(hours, each))
    else:
        coming = setting.now.hour + (setting.now.minute > node.minute)
        times = (time(coming % 24, node.minute),)
    return Sense("time", None, times, "the hour was not said", "minute")


def _pairs(
    clocks: Clocks, setting: Setting, day: date | None
) -> tuple[tuple[TimeSpan, ...], tuple[TimeSpan, ...], str]:
    """The stretches of wall time to choose from; both ends lie in the same half unless that would run backwards."""
    start, end = clocks.start, clocks.end
    if start is None or end is None:
        only = start or end
        if only is None:
            return (), (), ""
        chosen, weaker, why = choose(only, setting, day)
        return _open_ended(chosen, start), _open_ended(weaker, start), why
    chosen, weaker, why = choose(start, setting, day)
    return _with_end(chosen, end), _with_end(weaker, end), why


def _open_ended(times: tuple[time, ...], start: Clock | None) -> tuple[TimeSpan, ...]:
    return tuple(TimeSpan(each, None) if start else TimeSpan(None, each) for each in times)


def _with_end(starts: tuple[time, ...], end: Clock) -> tuple[TimeSpan, ...]:
    return tuple(TimeSpan(start, min(end.times, key=lambda at: _until(start, at))) for start in starts)


def _until(start: time, end: time) -> int:
    """Minutes from one wall time to the next occurrence of the other."""
    return ((end.hour - start.hour) * 60 + end.minute - start.minute - 1) % 1440


def _clocks(clocks: Clocks, setting: Setting) -> Sense | None:
    chosen, weaker, why = _pairs(clocks, setting, None)
    if not chosen:
        return None
    if len(chosen) == 1:
        return Sense("time_range", chosen[0], weaker, why, "minute")
    return Sense("time_range", None, chosen, why, "minute")


def _moments(moments: Moments, setting: Setting) -> Sense | None:
    if not moments.day.options:
        return Sense("datetime_range", None, (), moments.day.why, "minute")
    chosen: list[DateTimeSpan] = []
    why = moments.day.why
    for option in moments.day.options:
        spans, _, reason = _pairs(moments.clocks, setting, option)
        chosen += [_on_day(_rolled_span(option, span, moments.day, setting), span, setting) for span in spans]
        why = why or reason
    if not chosen:
        return None
    weaker_days = moments.day.weaker if len(chosen) == 1 else ()
    weaker = tuple(
        _on_day(day, span, setting) for day in weaker_days for span in _pairs(moments.clocks, setting, day)[0]
    )
    grain = moments.name or "minute"
    if len(chosen) == 1:
        return Sense("datetime_range", chosen[0], weaker, why, grain)
    return Sense("datetime_range", None, tuple(chosen), why, grain)


def _rolled_span(option: date, span: TimeSpan, day: Day, setting: Setting) -> date:
    last = span.end or span.start
    over = last is not None and span.start is not None and span.end is not None and span.end <= span.start
    return option if last is None or over else _rolled(option, last, day, setting)


def _on_day(day: date, span: TimeSpan, setting: Setting) -> DateTimeSpan:
    start = _first(day, span.start, setting)
    over = span.start is not None and span.end is not None and span.end <= span.start
    return DateTimeSpan(start, _first(day + _DAY if over else day, span.end, setting))


def _first(day: date, at: time | None, setting: Setting) -> datetime | None:
    return None if at is None else localise(day, at, setting.timezone).moments[0]
