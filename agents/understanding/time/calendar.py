"""Reckoning with days: nth weekdays, month ends, the next and the last day that fits."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WEEK = 7
_LEAP_CYCLE = 8
_MONTHS_AHEAD = 60


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not (1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= months.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth ISO weekday of a month, -1 the last; None where the month has no fifth."""
    if nth < 0:
        last = date(year, month, months.monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % _WEEK + _WEEK * (-nth - 1))
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.isoweekday()) % _WEEK + _WEEK * (nth - 1))
    return found if found.month == month else None


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.isoweekday()) % _WEEK)


def add_months(day: date, count: int) -> date:
    """The same day of a later or earlier month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def add_days(day: date, count: float) -> date:
    """Moved by days, held inside the calendar's years."""
    ordinal = day.toordinal() + int(count)
    return date.fromordinal(min(max(ordinal, 1), date(9998, 12, 31).toordinal()))


def month_end(day: date) -> date:
    return day.replace(day=months.monthrange(day.year, day.month)[1])


def yearly(today: date, month: int, day: int) -> tuple[date | None, date | None]:
    """(next occurrence from today on, last before today) of a day of the year; (None, None) where no year has it."""
    return around(today, (valid(today.year + offset, month, day) for offset in range(-_LEAP_CYCLE, _LEAP_CYCLE + 1)))


def monthly(today: date, day: int, weekday: int | None = None) -> tuple[date | None, date | None]:
    """As ``yearly`` for a day of the month, and of the week if given ("Friday the 13th")."""
    first = today.replace(day=1)
    reach = _MONTHS_AHEAD if weekday else 3
    starts = (add_months(first, offset) for offset in range(-reach, reach + 1))
    days = (valid(start.year, start.month, day) for start in starts)
    return around(today, (found for found in days if found and weekday in (None, found.isoweekday())))


def around(today: date, days: Iterable[date | None]) -> tuple[date | None, date | None]:
    """(first on or after today, last before today) of some days."""
    known = sorted(day for day in days if day is not None)
    ahead = next((day for day in known if day >= today), None)
    behind = next((day for day in reversed(known) if day < today), None)
    return ahead, behind
