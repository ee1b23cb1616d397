"""Dates and clocks written in digits: 2019-08-01, 23/4/22, 5.12, 20161016, 19:30, 19h30, 7pm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.time.calendar import valid, yearly
from agents.understanding.time.grammar import Found, Level
from agents.understanding.time.nodes import Clock, Day, Moment, Node, Nothing, Setting

if TYPE_CHECKING:
    from datetime import date

LEVEL = Level()
MONTH = "month|doubtful_month"
_SEPARATOR = "<separator>"
_MERIDIEM = "(?:<dot|comma>?(?:<am=am>|<pm=pm>|<either=either_half>))"
_MAX_HOUR = 24
_MINUTES = 60
_FIRST_HOUR_BOOKED = 5


@LEVEL.rule("<not_time>")
def not_time(_found: Found, _setting: Setting) -> Node | None:
    return Nothing()


def short_year(year: int, setting: Setting) -> tuple[int, ...]:
    """The years two digits may mean, likeliest first: within forty years of the last century's turn both, else the past one."""
    if year > 99:
        return (year,)
    if year < 30:
        return (2000 + year,)
    return (2000 + year, 1900 + year) if year < setting.fold_short_years else (1900 + year,)


def full_day(found: Found, setting: Setting, year: int, month: int, day: int) -> Day:
    """A day with its year; one no calendar has keeps no option."""
    days = [valid(known, month, day) for known in short_year(year, setting)]
    if isinstance(found["w"], int) and days[0] is not None and days[0].isoweekday() != found["w"]:
        return contradicted(days[0], found.number("w"))
    known = tuple(each for each in days if each is not None)
    return Day(known[:1], known[1:], monthday=(month, day), why="" if known else "no such day")


def contradicted(day: date, weekday: int) -> Day:
    """A date whose weekday is another than the one named with it: the date, or the named weekday nearest to it."""
    off = (weekday - day.isoweekday() + 3) % 7 - 3
    near = valid(day.year, day.month, day.day)
    other = None if near is None else near.fromordinal(near.toordinal() + off)
    options = (day,) if other is None else (day, other)
    return Day(options, why="the weekday and the date do not match")


def yearless_day(setting: Setting, month: int, day: int) -> Day:
    """The next such day of the year, the last one as the weaker reading."""
    ahead, behind = yearly(setting.today, month, day)
    if ahead is None:
        return Day((), why="no such day", monthday=(month, day))
    return Day((ahead,), (behind,) if behind else (), monthday=(month, day))


def _joins_more_digits(found: Found) -> bool:
    """Whether the digits go on (a phone number, a version, a decimal), so that this is no date."""
    tokens, start, end = found.tokens, found.match.start(), found.match.end()
    before = start >= 2 and "separator" in tokens[start - 1].classes and "digits" in tokens[start - 2].classes
    after = end + 1 < len(tokens) and "separator" in tokens[end].classes and "digits" in tokens[end + 1].classes
    return before or (after and "tight_dash" not in tokens[end].classes)


def _ordered(first: int, second: int, *, month_first: bool) -> tuple[int, int] | None:
    """(month, day) in the locale's order, or the other where only that is possible."""
    orders = ((first, second), (second, first)) if month_first else ((second, first), (first, second))
    return next(((month, day) for month, day in orders if 1 <= month <= 12 and 1 <= day <= 31), None)


@LEVEL.rule(f"<y=n4>{_SEPARATOR}<a=n2>{_SEPARATOR}<b=n2>")
def year_first(found: Found, setting: Setting) -> Node | None:
    if _joins_more_digits(found):
        return None
    return full_day(found, setting, found.number("y"), found.number("a"), found.number("b"))


@LEVEL.rule("<y=n8>")
def eight_digits(found: Found, _setting: Setting) -> Node | None:
    year, rest = divmod(found.number("y"), 10_000)
    day = valid(year, *divmod(rest, 100)) if 1900 <= year <= 2100 else None
    return Day.on(day) if day else None


@LEVEL.rule(
    f"<y=n4>{_SEPARATOR}<m={MONTH}>{_SEPARATOR}<d=n2>",
    f"<y=n4>{_SEPARATOR}<d=n2>{_SEPARATOR}<m={MONTH}>",
    f"<m={MONTH}>{_SEPARATOR}<y=n4>{_SEPARATOR}<d=n2>",
    f"<m={MONTH}>{_SEPARATOR}<d=n2>{_SEPARATOR}<y=n4|n2>",
    f"<d=n2>{_SEPARATOR}<y=n4>{_SEPARATOR}<m={MONTH}>",
    f"<d=n2>{_SEPARATOR}<m={MONTH}>{_SEPARATOR}<y=n4|n2>",
)
def named_month_between_separators(found: Found, setting: Setting) -> Node | None:
    return full_day(found, setting, found.number("y"), found.number("m"), found.number("d"))


@LEVEL.rule(f"(?:<w=weekday|short_weekday><comma>?)?<a=n2>(?:{_SEPARATOR})<b=n2>(?:{_SEPARATOR})<y=n4|n2>")
def day_month_year(found: Found, setting: Setting) -> Node | None:
    if _joins_more_digits(found) or "colon" in "".join("colon" for token in found.matched if "colon" in token.classes):
        return None
    order = _ordered(found.number("a"), found.number("b"), month_first=setting.month_first)
    if order is None or 99 < found.number("y") < 1000:
        return None
    day = full_day(found, setting, found.number("y"), *order)
    swapped = valid(found.number("y"), order[1], order[0]) if found.number("y") > 99 else None
    return replace(day, weaker=(*day.weaker, swapped)) if swapped and swapped not in day.options else day


@LEVEL.rule("<a=n2><tight_dot><b=n2><tail=dot>")
def dotted_day(found: Found, setting: Setting) -> Node | None:
    """German writes 5.12. for a day of the year."""
    tail = found.token("tail")
    order = _ordered(found.number("a"), found.number("b"), month_first=False)
    if not setting.dotted_dates or tail is None or not tail.glued or order is None or order[0] != found.number("b"):
        return None
    return yearless_day(setting, *order)


@LEVEL.rule(
    "<rel=this|next|coming>?<w=weekday|short_weekday><comma>?<a=n2><tight_dot|tight_dash|tight_slash><b=n2>",
    "(?<=<on>)<a=n2><tight_dot|tight_dash|tight_slash><b=n2>",
    "<a=n2><tight_slash><b=n2>",
)
def day_month(found: Found, setting: Setting) -> Node | None:
    if _joins_more_digits(found) or (found.after is not None and {"unit", "counted"} & set(found.after.classes)):
        return None
    order = _ordered(found.number("a"), found.number("b"), month_first=setting.month_first)
    if order is None:
        return None
    day = yearless_day(setting, *order)
    weekday = found["w"] if "w" in found.match.re.groupindex else None
    if not isinstance(weekday, int):
        return _with_swapped(day, setting, order)
    return _by_weekday(setting, order, weekday) or day


def _with_swapped(day: Day, setting: Setting, order: tuple[int, int]) -> Day:
    month, number = order
    if number > 12 or number == month or not day.options:
        return day
    other = yearless_day(setting, number, month)
    return replace(day, weaker=(*day.weaker, *other.options))


def _by_weekday(setting: Setting, order: tuple[int, int], weekday: int) -> Day | None:
    """The reading whose weekday is the one named; without any, the date against the weekday."""
    first = yearless_day(setting, *order)
    second = yearless_day(setting, order[1], order[0]) if order[1] <= 12 else Day(())
    for day in (first, second):
        if day.best is not None and day.best.isoweekday() == weekday:
            return day
    return replace(contradicted(first.best, weekday), weaker=first.weaker) if first.best else None


def clock(found: Found, hour: int, minute: int = 0, second: int = 0) -> Clock | None:
    """A wall time with the half of the day the match names; None for what no clock shows."""
    if not (0 <= hour <= _MAX_HOUR and 0 <= minute < _MINUTES and 0 <= second < _MINUTES) or (
        hour == _MAX_HOUR and minute
    ):
        return None
    said_am, said_pm, either = (
        name in found.match.re.groupindex and found.has(name) for name in ("am", "pm", "either")
    )
    token = found.token("h")
    zero = token is not None and str(token.classes.get("digits", "")).startswith("0")
    if said_am or said_pm:
        if not 1 <= hour <= 12:
            return Clock(hour, minute, second) if said_pm and hour > 12 else None
        return Clock(hour % 12 + (12 if said_pm else 0), minute, second)
    return Clock(hour, minute, second, open_half=either or 1 <= hour <= 12, leading_zero=zero)


def loose_letter(found: Found) -> bool:
    """Whether a lone "a" or "p" stands apart from its number, and so is a word."""
    for name in ("am", "pm"):
        if name in found.match.re.groupindex:
            token = found.token(name)
            if token is not None and token.end - token.start == 1 and not token.glued:
                return True
    return False


@LEVEL.rule(
    f"<h=n2><tight_colon><mi=n2><tight_colon><s=n2>{_MERIDIEM}?",
    f"<h=n2><tight_colon><mi=n2>(?:{_MERIDIEM}|<oclock>(?!<n2>))?",
    "<h=n2><tight_colon><mi=n2>(?=<ish>)",
)
def colon_clock(found: Found, _setting: Setting) -> Node | None:
    minutes = found.token("mi")
    if minutes is None or len(str(minutes.classes["digits"])) != 2 or loose_letter(found):
        return None
    return clock(found, found.number("h"), found.number("mi"), _second(found))


def _second(found: Found) -> int:
    return found.number("s") if "s" in found.match.re.groupindex else 0


@LEVEL.rule(
    f"<at>?<h=n2><tight_dot><mi=n2>{_MERIDIEM}", "<at>?<h=n2><tight_dot><mi=n2><oclock>", "<at><h=n2><tight_dot><mi=n2>"
)
def dotted_clock(found: Found, _setting: Setting) -> Node | None:
    minutes = found.token("mi")
    if minutes is None or len(str(minutes.classes["digits"])) != 2 or loose_letter(found) or _joins_more_digits(found):
        return None
    return clock(found, found.number("h"), found.number("mi"))


@LEVEL.rule("(?<!<on>)<h=n2><tight_dot><mi=n2>(?!<unit|counted|percent|separator|month|and_half>)")
def dotted_clock_alone(found: Found, setting: Setting) -> Node | None:
    """ "Maybe 6.30": minutes people round to, unless a day was asked for."""
    minutes = found.token("mi")
    if (
        minutes is None
        or len(str(minutes.classes["digits"])) != 2
        or found.number("mi") % 5
        or _joins_more_digits(found)
    ):
        return None
    if "date" in setting.requested and "time" not in setting.requested:
        return None
    return clock(found, found.number("h"), found.number("mi")) if 1 <= found.number("h") <= 23 else None


@LEVEL.rule("<h=n2><hours_short>(?!<from_day|ago|hence|after_day|before_day>)")
def hours_as_clock(found: Found, setting: Setting) -> Node | None:
    """ "19hr" is a clock, "2 hr" a length unless a time was asked for."""
    if not (found.tight() and (found.number("h") >= 13 or "time" in setting.requested)):
        return None
    return clock(found, found.number("h"))


@LEVEL.rule("<h=n2><hours_mark><mi=n2>(?!<unit>)", "<h=n2><oclock><mi=n2>(?!<unit>)")
def hour_letter_clock(found: Found, _setting: Setting) -> Node | None:
    """19h30; "1h30" is a length unless "at" or its like comes before."""
    minutes = found.token("mi")
    before = found.before.classes if found.before else {}
    if found.number("h") < _FIRST_HOUR_BOOKED and not {"at", "about", "to", "from", "between"} & set(before):
        return None
    if minutes is None or len(str(minutes.classes["digits"])) != 2:
        return None
    return clock(found, found.number("h"), found.number("mi"))


@LEVEL.rule(f"<h=n3|n4>{_MERIDIEM}", "<h=n3|n4><oclock>", "<h=n3|n4>(?=<hours_mark>)")
def run_together_clock(found: Found, _setting: Setting) -> Node | None:
    return None if loose_letter(found) else clock(found, *divmod(found.number("h"), 100))


@LEVEL.rule("<d=date><iso_t><t=time><zulu>?")
def iso_moment(found: Found, _setting: Setting) -> Node | None:
    day, said = found["d"], found["t"]
    return (
        Moment(day, replace(said, open_half=False))
        if isinstance(day, Day) and isinstance(said, Clock) and found.tight()
        else None
    )
