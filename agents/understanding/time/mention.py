"""What the resolver returns: a stretch of the text and the plain value a booking engine takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

NO_SUCH_DAY = "no such day"
"""Why a date has no reading: no calendar has it."""

Kind = Literal["date", "time", "datetime", "date_range", "time_range", "datetime_range", "duration", "set"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Days from ``start`` to ``end``, both included; None where open."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Wall times from ``start`` until ``end`` (excluded, may lie past midnight); None where open."""

    start: time | None
    end: time | None


@dataclass(frozen=True, slots=True)
class DateTimeSpan:
    """Aware moments in the business's zone from ``start`` until ``end`` (excluded); None where open."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Something that repeats every ``interval`` ``unit``s; ISO ``weekdays`` and a wall ``at`` where they were said."""

    interval: float
    unit: str
    weekdays: tuple[int, ...] = ()
    at: time | None = None


Value = date | time | datetime | DateSpan | TimeSpan | DateTimeSpan | timedelta | Recurrence


@dataclass(frozen=True, slots=True)
class Mention:
    """An expression of time in the text.

    ``value`` is the reading a booking should take.  It is None where the customer has to be asked (``alternatives`` are
    then the choices, likeliest first) or where no such day or time exists (``why`` says so).  With a value,
    ``alternatives`` are weaker readings, such as the past one of a weekday.  ``start`` and ``end`` are character
    offsets.  ``beside`` holds "date" and "time" where these hang on the booking talked about ("the day after").
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: Value | None
    alternatives: tuple[Value, ...] = ()
    why: str = ""
    grain: str = ""
    beside: frozenset[str] = frozenset()
