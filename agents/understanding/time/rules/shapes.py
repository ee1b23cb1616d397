"""Days in digits: 2019-08-01, 23/4/22, 5.12., 20161016, 05-Aug-2016."""

from __future__ import annotations

from dataclasses import replace

from agents.understanding.time.calendar import valid
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Day, Node, Nothing, Setting
from agents.understanding.time.rules.naming import (
    LAST_DAY,
    MONTH,
    WEEKDAY,
    contradicted,
    full_day,
    no_such_day,
    yearless_day,
)

LEVEL = Level()
_NO_FRACTION = "(?!<of|dash>?<a>?<unit>)"
_FAR = 35
_SLIPPED_DAY = 39
"""Up to which number a day may have been mistyped."""


@LEVEL.rule("<not_time>")
def not_time(_found: Found, _setting: Setting) -> Node | None:
    return Nothing()


def digits_go_on(found: Found) -> bool:
    """Whether the digits go on (a phone number, a version, a decimal), so that this is no date."""
    tokens, start, end = found.tokens, found.match.start(), found.match.end()
    before = start >= 2 and "separator" in tokens[start - 1].classes and "digits" in tokens[start - 2].classes
    after = end + 1 < len(tokens) and "separator" in tokens[end].classes and "digits" in tokens[end + 1].classes
    return before or (after and "tight_dash" not in tokens[end].classes)


def _ordered(first: int, second: int, *, month_first: bool) -> tuple[int, int] | None:
    """(month, day) in the locale's order, or the other where only that is possible."""
    orders = ((first, second), (second, first)) if month_first else ((second, first), (first, second))
    return next(((month, day) for month, day in orders if 1 <= month <= 12 and 1 <= day <= 31), None)


@LEVEL.rule("<y=n4><separator><a=n2><separator><b=n2>")
def year_first(found: Found, setting: Setting) -> Node | None:
    if digits_go_on(found):
        return None
    return full_day(found, setting, found.number("y"), found.number("a"), found.number("b"))


@LEVEL.rule("<y=n8>")
def eight_digits(found: Found, _setting: Setting) -> Node | None:
    year, rest = divmod(found.number("y"), 10_000)
    day = valid(year, *divmod(rest, 100)) if 1900 <= year <= 2100 else None
    return Day.on(day) if day else None


@LEVEL.rule(
    f"<y=n4><separator><m={MONTH}><separator><d=n2>",
    f"<y=n4><separator><d=n2><separator><m={MONTH}>",
    f"<m={MONTH}><separator><y=n4><separator><d=n2>",
    f"<m={MONTH}><separator><d=n2><separator><y=n4|n2>",
    f"<d=n2><separator><y=n4><separator><m={MONTH}>",
    f"<d=n2><separator><m={MONTH}><separator><y=n4|n2>",
)
def named_month_between_separators(found: Found, setting: Setting) -> Node | None:
    return full_day(found, setting, found.number("y"), found.number("m"), found.number("d"))


@LEVEL.rule(f"(?:<w={WEEKDAY}><comma>?)?<a=n2><separator><b=n2><separator><y=n4|n2>")
def day_month_year(found: Found, setting: Setting) -> Node | None:
    if digits_go_on(found) or found.holds("colon"):
        return None
    year = found.number("y")
    order = _ordered(found.number("a"), found.number("b"), month_first=setting.month_first)
    if order is None:
        return no_such_day() if year > 999 and _is_near(found) else None
    if 99 < year < 1000:
        return None
    day = full_day(found, setting, year, *order)
    swapped = valid(year, order[1], order[0]) if year > 99 else None
    return replace(day, weaker=(*day.weaker, swapped)) if swapped and swapped not in day.options else day


@LEVEL.rule("<a=n2><tight_dot><b=n2><tail=dot>")
def dotted_day(found: Found, setting: Setting) -> Node | None:
    """German writes 5.12. for a day of the year."""
    tail = found.token("tail")
    if not setting.dotted_dates or tail is None or not tail.glued:
        return None
    order = _ordered(found.number("a"), found.number("b"), month_first=False)
    if order is None:
        return no_such_day() if _is_near(found) else None
    return yearless_day(setting, *order) if order[0] == found.number("b") else None


@LEVEL.rule(
    f"<rel=this|next|coming>?<w={WEEKDAY}><comma>?<a=n2><tight_dot|tight_dash|tight_slash><b=n2>",
    "(?<=<on>)<a=n2><tight_dot|tight_dash|tight_slash><b=n2>",
    f"<a=n2><tight_slash><b=n2>{_NO_FRACTION}",
    f"<a=n2><slash><b=n2>{_NO_FRACTION}",
)
def day_month(found: Found, setting: Setting) -> Node | None:
    if digits_go_on(found) or found.after_is("unit", "counted"):
        return None
    order = _ordered(found.number("a"), found.number("b"), month_first=setting.month_first)
    if order is None:
        return no_such_day() if found.holds("slash") and _is_near(found) else None
    weekday = found["w"]
    if not isinstance(weekday, int):
        return _with_swapped(yearless_day(setting, *order), setting, order)
    if found.holds("tight_dot") and not setting.dotted_dates:
        return _soon(_dated_by(setting, order, weekday), setting)
    return _dated_by(setting, order, weekday) or _by_weekday(setting, order, weekday)


def _soon(day: Day | None, setting: Setting) -> Day | None:
    """ "Thu 9.30" is an hour, not a Thursday months away."""
    return day if day and day.best and (day.best - setting.today).days <= _FAR else None


def _is_near(found: Found) -> bool:
    """Whether two numbers no calendar puts together were meant for a day: 32/12 and 13/13, not 50/50."""
    first, second = sorted((found.number("a"), found.number("b")))
    return 0 < first <= LAST_DAY and second <= _SLIPPED_DAY


def _with_swapped(day: Day, setting: Setting, order: tuple[int, int]) -> Day:
    month, number = order
    if number > 12 or number == month or not day.options:
        return day
    other = yearless_day(setting, number, month)
    return replace(day, weaker=(*day.weaker, *other.options))


def _dated_by(setting: Setting, order: tuple[int, int], weekday: int) -> Day | None:
    """The reading whose weekday is the one named."""
    first = yearless_day(setting, *order)
    second = yearless_day(setting, order[1], order[0]) if order[1] <= 12 else Day(())
    fitting = (day for day in (first, second) if day.best is not None and day.best.isoweekday() == weekday)
    return next(fitting, None)


def _by_weekday(setting: Setting, order: tuple[int, int], weekday: int) -> Day:
    """The date against the weekday named with it."""
    day = yearless_day(setting, *order)
    return replace(contradicted(day.best, weekday), weaker=day.weaker) if day.best else day
