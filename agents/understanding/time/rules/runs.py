"""Runs of days, closed or open at one end: from Monday to Friday, November 19-20, after Easter, until Sunday."""

from __future__ import annotations

from datetime import date, timedelta

from agents.understanding.time.calendar import add_months, valid
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clocks, Day, Days, Moment, Moments, Node, Setting

LEVEL = Level()
_OPEN_END = "(?=$|<comma|dot|question|for|please>)"
_LAST_DAY = 31


def _start_of(node: object) -> date | None:
    return node.best if isinstance(node, Day) else node.start if isinstance(node, Days) else None


def _end_of(node: object) -> date | None:
    return node.best if isinstance(node, Day) else node.end if isinstance(node, Days) else None


def days_between(first: object, last: object) -> Days | None:
    """From the first day of one to the last day of the other; a start without its year takes that of the end."""
    start, end = _start_of(first), _end_of(last)
    if start is None or end is None:
        return None
    if isinstance(last, Day) and last.weekday is not None and last.monthday is None:
        end = start + timedelta(days=(last.weekday - start.isoweekday()) % 7)
    if isinstance(last, Day) and last.monthday is not None and last.monthday[0] is None:
        end = _number_after(start, last.monthday[1]) or end
    if isinstance(first, Day) and isinstance(last, Day) and first.weaker and (end < start or _has_year(last)):
        same_year = valid(end.year, start.month, start.day)
        start = max((day for day in (start, *first.weaker, same_year) if day and day <= end), default=start)
    return Days(start, end) if start <= end else None


def _has_year(day: Day) -> bool:
    return day.monthday is not None and not day.weaker


@LEVEL.rule(
    "<from|from_day|between>?<x=date|dates><to|dash|tilde|until><z=date|dates>",
    "<between><x=date|dates><and><z=date|dates>",
)
def between_days(found: Found, _setting: Setting) -> Node | None:
    return days_between(found["x"], found["z"])


@LEVEL.rule("<between><now><and|to><z=date|dates>", "<from><now><to|until><z=date|dates>")
def from_now_until(found: Found, setting: Setting) -> Node | None:
    return days_between(Day.on(setting.today), found["z"])


@LEVEL.rule(
    "<from|from_day|between>?<x=date><to|dash|tilde><d=n2|ordinal>"
    "(?!<colon|am|pm|oclock|unit|counted|month|of|tight_dash>)",
    "<from|from_day|between>?<x=date><to|dash|tilde><the><d=n2|ordinal>(?!<of|unit>)",
    "<between><x=date><and><the>?<d=n2|ordinal>(?!<colon|am|pm|oclock|unit|counted|month|of>)",
)
def to_number_of_same_month(found: Found, _setting: Setting) -> Node | None:
    """ "April 9th through 17th"; a smaller number lies in the month after."""
    first = found.get("x", Day)
    if first is None or first.best is None or first.monthday is None or not 1 <= found.number("d") <= _LAST_DAY:
        return None
    end = _number_after(first.best, found.number("d"))
    return Days(first.best, end) if end else None


def _number_after(start: date, number: int) -> date | None:
    """The day with that number in the same month, or in the next where it would come before."""
    base = start if number >= start.day else add_months(start.replace(day=1), 1)
    return valid(base.year, base.month, number)


@LEVEL.rule("<from|between>?<the>?<d=n2|ordinal><to|dash|and><the>?<z=date>")
def number_to_date(found: Found, _setting: Setting) -> Node | None:
    """ "Between 3 and 12 of September", "from the 3rd to the 7th of May"."""
    last = found.get("z", Day)
    if last is None or last.best is None or last.monthday is None or last.weekday is not None:
        return None
    start = valid(last.best.year, last.best.month, found.number("d"))
    return Days(start, last.best) if start and start < last.best else None


@LEVEL.rule(
    "<after><x=date|dates|moment>",
    f"<x=date|moment><onward>{_OPEN_END}",
    "<since><x=date|dates|moment>",
    f"<from><x=date><onward>{_OPEN_END}",
)
def from_a_day(found: Found, _setting: Setting) -> Node | None:
    moment = found.get("x", Moment)
    if moment is not None:
        return Moments(moment.day, Clocks(moment.clock, None))
    after = "after" in found.matched[0].classes
    edge = _end_of(found["x"]) if after else _start_of(found["x"])
    return Days(edge, None, why="after" if after else "since") if edge else None


@LEVEL.rule("<before|until><x=date|dates|moment>", "<x=date|moment><or_before>")
def until_a_day(found: Found, _setting: Setting) -> Node | None:
    moment = found.get("x", Moment)
    if moment is not None:
        return Moments(moment.day, Clocks(None, moment.clock))
    first = found.matched[0].classes
    before = "before" in first and "until" not in first
    edge = _start_of(found["x"]) if before else _end_of(found["x"])
    return Days(None, edge, why="before" if before else "until") if edge else None
