"""Whether a wall time falls within opening hours."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, time

    from agents.understanding.types import OpeningHours

_DAY = timedelta(days=1)
_MINUTES = 24 * 60


def open_at(hours: OpeningHours, day: date, at: time) -> bool:
    """On that day, or in an interval of the day before that runs past midnight; closing time itself is closed."""
    if any(start <= at and (at < end or end <= start) for start, end in hours.on(day)):
        return True
    return any(end <= start and at < end for start, end in hours.on(day - _DAY))


def usually_open_at(hours: OpeningHours, at: time) -> bool:
    """On any day of the week."""
    intervals = [interval for day in hours.weekly.values() for interval in day]
    return any(start <= at < end if start < end else at >= start or at < end for start, end in intervals)


def minutes_from_open(hours: OpeningHours, at: time) -> int:
    """How far a closed wall time lies from the nearest usual opening or closing time; a day where none is known."""
    edges = [edge for day in hours.weekly.values() for interval in day for edge in interval]
    return min((_apart(at, edge) for edge in edges), default=_MINUTES)


def _apart(one: time, other: time) -> int:
    minutes = abs(one.hour * 60 + one.minute - other.hour * 60 - other.minute)
    return min(minutes, _MINUTES - minutes)
