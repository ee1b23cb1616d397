"""Days from what names them: a year as written, a day of a month, a weekday that may contradict it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.time.calendar import monthly, valid, yearly
from agents.understanding.time.mention import NO_SUCH_DAY
from agents.understanding.time.nodes import Day, Setting

if TYPE_CHECKING:
    from datetime import date

    from agents.understanding.time.grammar import Found

MONTH = "month|doubtful_month"
WEEKDAY = "weekday|short_weekday"
YEAR = (
    "(?:<comma|dot|of|in>{0,2}<y=n4>(?!<tight_colon|tight_slash|oclock|am|pm>)"
    "|(?:<of><quote>?|<comma>?<quote>)<y2=n2>"
    "|<late_year=n2>(?!<counted|unit|tight_colon|tight_dot|tight_slash|oclock|am|pm|to|dash>)"
    "|<comma>?<c=number><yy=number>"
    "|<comma>?<cc=number>(?=(?:<dot|comma>)|$)"
    "|<of|in|comma>?<the>?<rel=this|next|last|coming><year_unit>)"
)
LAST_DAY = 31
_CENTURY = 100
_MAX_HOUR = 24
_CENTURIES = range(15, 22)


def short_year(year: int, setting: Setting) -> tuple[int, ...]:
    """The years two digits may mean, likeliest first: from 30 up to the fold both centuries, beyond it the past one."""
    if year >= _CENTURY:
        return (year,)
    if year < 30:
        return (2000 + year,)
    return (2000 + year, 1900 + year) if year < setting.fold_short_years else (1900 + year,)


def named_year(found: Found, setting: Setting) -> int | None:
    """The year a match names: four digits, two digits, in words, or relative to now."""
    for name in ("y", "y2", "late_year", "cc"):
        if found.has(name):
            return found.number(name)
    if found.has("c"):
        century, rest = found.number("c"), found.number("yy")
        return century + rest if century >= 1000 else century * _CENTURY + rest
    return setting.today.year + relative_step(found) if found.has("rel") else None


def relative_step(found: Found) -> int:
    """-1 for last, 1 for next and coming, 0 for this and where nothing is said."""
    said = found.classes("rel")
    if "last" in said:
        return -1
    return 1 if "next" in said or "coming" in said else 0


def is_sensible(year: int | None) -> bool:
    return year is None or year < _CENTURY or 1500 <= year <= 2200


def dated(ahead: date | None, behind: date | None, *, why: str = "", **said: object) -> Day | None:
    """The next such day with the last one as the weaker reading; None where there is none ahead."""
    if ahead is None:
        return None
    return replace(Day((ahead,), (behind,) if behind else (), why=why), **said)  # type: ignore[arg-type]


def full_day(found: Found, setting: Setting, year: int, month: int, day: int) -> Day:
    """A day with its year; one no calendar has keeps no option."""
    days = [valid(known, month, day) for known in short_year(year, setting)]
    if isinstance(found["w"], int) and days[0] is not None and days[0].isoweekday() != found["w"]:
        return contradicted(days[0], found.number("w"))
    known = tuple(each for each in days if each is not None)
    return Day(known[:1], known[1:], monthday=(month, day)) if known else no_such_day()


def no_such_day() -> Day:
    """A day no calendar has."""
    return Day((), why=NO_SUCH_DAY)


def contradicted(day: date, weekday: int) -> Day:
    """A date whose weekday is another than the one named with it: the date, or the named weekday nearest to it."""
    off = (weekday - day.isoweekday() + 3) % 7 - 3
    return Day((day, day.fromordinal(day.toordinal() + off)), why="the weekday and the date do not match")


def yearless_day(setting: Setting, month: int, day: int) -> Day:
    """The next such day of the year, the last one as the weaker reading."""
    ahead, behind = yearly(setting.today, month, day)
    if ahead is None:
        return no_such_day()
    return Day((ahead,), (behind,) if behind else (), monthday=(month, day))


def month_and_day(found: Found, setting: Setting) -> Day | None:
    """The day a match names by month and number; with a weekday that does not fit, both readings."""
    month, number, year = found.number("m"), found.number("d"), named_year(found, setting)
    if not 1 <= number <= LAST_DAY or not is_sensible(year) or _is_hour(found):
        return None
    if year is not None:
        return full_day(found, setting, year, month, number)
    day = yearless_day(setting, month, number)
    weekday = found["w"]
    if isinstance(weekday, int) and day.best is not None and day.best.isoweekday() != weekday:
        return replace(contradicted(day.best, weekday), weaker=day.weaker, monthday=(month, number))
    return day


def _is_hour(found: Found) -> bool:
    """Whether what stands where a year may is likelier an hour: "1 December three thirty", "7 December 9"."""
    if found.has("late_year"):
        return found.number("late_year") <= _MAX_HOUR
    if found.has("cc"):
        return found.number("cc") < _CENTURIES[0] * _CENTURY
    return found.has("c") and found.number("c") not in _CENTURIES and found.number("c") < _CENTURIES[0] * _CENTURY


def number_of_month(found: Found, setting: Setting) -> Day | None:
    return day_of_month(setting, found.number("d"))


def day_of_month(setting: Setting, number: int) -> Day | None:
    """The next day with that number, the last one as the weaker reading; in the month of the booking talked about
    where that is still ahead.
    """
    if not 1 <= number <= LAST_DAY:
        return None
    ahead, behind = monthly(setting.today, number)
    near = valid(setting.anchor.day.year, setting.anchor.day.month, number) if setting.anchor else None
    if near and near > setting.today:
        ahead = near
    return dated(ahead, behind, monthday=(None, number), why="the next such day of a month")
