"""What the board shows of one day: a constant number of queries, however many bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval
from businesses.board.timeline import Timeline, timeline, whole_hours
from businesses.models import Booking, BookingStatus, Resource, Waiting
from businesses.queries.hours import DayHours, business_day, opening_hours_on
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN = (BookingStatus.HELD, BookingStatus.CONFIRMED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW)
# What stands in the grid: a booking that ended badly no longer takes its place there, but stays in the list.
PLACED = (BookingStatus.HELD, BookingStatus.CONFIRMED, BookingStatus.COMPLETED)


@dataclass(frozen=True, slots=True)
class Board:
    """One business day: its hours, bookings in order, and the grid; ``guests`` counts the people to come or here.

    ``waiting`` is how many places on the waiting list are for it.
    """

    day: date
    hours: DayHours
    bookings: tuple[Booking, ...]
    timeline: Timeline
    guests: int
    waiting: int

    @property
    def previous_day(self) -> date:
        return self.day - timedelta(days=1)

    @property
    def next_day(self) -> date:
        return self.day + timedelta(days=1)


def board_of(day: date, *, now: datetime) -> Board:
    zone = current_business().zone
    bookings = [booking for booking in _bookings(business_day(day)) if _is_shown(booking, now)]
    hours = opening_hours_on(day)
    placed = [booking for booking in bookings if booking.status in PLACED]
    spans = [Interval(booking.during.lower, booking.during.upper) for booking in placed]
    window = whole_hours([*hours.intervals, *spans])
    resources = list(Resource.objects.filter(is_active=True).order_by("kind", "position", "name"))
    return Board(
        day=day,
        hours=hours,
        bookings=tuple(bookings),
        timeline=timeline(window, resources, placed, zone),
        waiting=Waiting.objects.on_the_list().filter(day=day).count(),
        guests=sum(booking.party_size for booking in bookings if booking.status == BookingStatus.CONFIRMED),
    )


def _bookings(meant: Interval) -> Sequence[Booking]:
    rows = Booking.objects.detailed().filter(status__in=SHOWN, starts_at__gte=meant.start, starts_at__lt=meant.end)
    return list(rows.order_by("starts_at", "reference"))


def _is_shown(booking: Booking, now: datetime) -> bool:
    """A hold that has run out is nobody's any more, although its row still waits to be swept."""
    return booking.status != BookingStatus.HELD or booking.is_active(now)
