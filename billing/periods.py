"""Periods of a subscription: months and years of the calendar in the business's zone, each beginning where one ends.

Pure. The n-th boundary is reckoned from the first day, never from the one before: the 31st comes back after February.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day up to, and without, the day ``until``; ``starts_at`` and ``ends_at`` are those midnights."""

    first: date
    until: date
    starts_at: datetime
    ends_at: datetime


def boundary(anchor: date, months: int) -> date:
    """The anchor so many months on: the same day of the month, or the month's last where it has no such day."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return date(year, month + 1, min(anchor.day, monthrange(year, month + 1)[1]))


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """When the day begins there, in UTC. Where the clock skips midnight: when it goes on."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def span_of(anchor: date, number: int, every: str, zone: ZoneInfo) -> Span:
    """The period of that number, counted from 0; ``every`` is "month" or "year"."""
    step = MONTHS[every]
    first, until = boundary(anchor, step * number), boundary(anchor, step * (number + 1))
    return Span(first, until, midnight(first, zone), midnight(until, zone))


def number_at(anchor: date, day: date, every: str) -> int:
    """Which period the day is in; negative before the anchor."""
    step = MONTHS[every]
    number = ((day.year - anchor.year) * 12 + day.month - anchor.month) // step
    return number - 1 if day < boundary(anchor, step * number) else number
