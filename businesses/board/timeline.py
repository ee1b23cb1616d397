"""Lays bookings out on a grid of quarter hours: pure values, no queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from zoneinfo import ZoneInfo

    from businesses.models import Booking, Resource

STEP = timedelta(minutes=15)
STEPS_AN_HOUR = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """So many quarter hours, with a booking in them or free."""

    span: int
    booking: Booking | None = None


@dataclass(frozen=True, slots=True)
class Row:
    resource: Resource
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """``hours`` are the wall times of the columns' heads, each ``STEPS_AN_HOUR`` cells wide."""

    hours: tuple[datetime, ...]
    rows: tuple[Row, ...]


def whole_hours(intervals: Iterable[Interval]) -> Interval | None:
    """The smallest stretch of whole hours (UTC) that holds all the intervals."""
    spans = list(intervals)
    if not spans:
        return None
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    floor = start.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    ceiling = end.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return Interval(floor, ceiling if ceiling == end else ceiling + timedelta(hours=1))


def timeline(
    window: Interval | None, resources: Sequence[Resource], bookings: Iterable[Booking], zone: ZoneInfo
) -> Timeline:
    """The grid of the window; bookings beyond it are cut at its edge."""
    if window is None:
        return Timeline((), ())
    count = int((window.end - window.start) / (STEP * STEPS_AN_HOUR))
    hours = tuple((window.start + STEP * STEPS_AN_HOUR * n).astimezone(zone) for n in range(count))
    by_resource: dict[int, list[Booking]] = {}
    for booking in bookings:
        by_resource.setdefault(booking.resource_id, []).append(booking)
    rows = tuple(Row(resource, tuple(_cells(window, by_resource.get(resource.pk, [])))) for resource in resources)
    return Timeline(hours, rows)


def _cells(window: Interval, bookings: Sequence[Booking]) -> Iterable[Cell]:
    at, last = 0, _steps(window.end - window.start)
    for booking in sorted(bookings, key=lambda each: each.during.lower):
        start = max(_steps(booking.during.lower - window.start), at)
        end = min(max(_steps(_until(booking) - window.start), start + 1), last)
        if start >= last or end <= start:
            continue
        yield from _free(at, start)
        yield Cell(end - start, booking)
        at = end
    yield from _free(at, last)


def _until(booking: Booking) -> datetime:
    """Who has left early has left room for the next."""
    upper: datetime = booking.during.upper
    return min(upper, booking.left_at) if booking.left_at else upper


def _free(at: int, until: int) -> Iterable[Cell]:
    """Empty cells that end at each full hour, so that the hours can be seen."""
    while at < until:
        step = min(STEPS_AN_HOUR - at % STEPS_AN_HOUR, until - at)
        yield Cell(step)
        at += step


def _steps(duration: timedelta) -> int:
    return int(duration / STEP)
