"""What the board shows of one day: a constant number of queries, however many bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, When

from businesses.availability.intervals import Interval
from businesses.board.timeline import Timeline, timeline, whole_hours
from businesses.models import ACTIVE, Booking, BookingStatus, Customer, Resource, ResourceKind, Waiting
from businesses.queries.customers import customers_matching
from businesses.queries.hours import DayHours, business_day, opening_hours_on
from businesses.references import parse_reference
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What stands in the grid: a booking that ended badly no longer takes its place there, but stays in the list.
PLACED = (*ACTIVE, BookingStatus.COMPLETED)
SHOWN = (*PLACED, BookingStatus.NO_SHOW, BookingStatus.CANCELLED)
FOUND_AT_MOST = 50


@dataclass(frozen=True, slots=True)
class Board:
    """One business day: its hours, bookings in order, and the grid.

    ``guests`` counts the people to come, ``here`` those who are there; ``waiting`` is how many places on the waiting
    list are for it; ``has_places`` where there is something to draw on a floor plan.
    """

    day: date
    hours: DayHours
    bookings: tuple[Booking, ...]
    timeline: Timeline
    guests: int
    here: int
    cancelled: int
    waiting: int
    has_places: bool

    @property
    def previous_day(self) -> date:
        return self.day - timedelta(days=1)

    @property
    def next_day(self) -> date:
        return self.day + timedelta(days=1)


def board_of(day: date, *, now: datetime, shows_cancelled: bool = False) -> Board:
    zone = current_business().zone
    meant = business_day(day)
    rows = shown_between(meant.start, meant.end)
    cancelled = sum(booking.status == BookingStatus.CANCELLED for booking in rows)
    hidden = () if shows_cancelled else (BookingStatus.CANCELLED,)
    bookings = [booking for booking in rows if is_shown(booking, now) and booking.status not in hidden]
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
        cancelled=cancelled,
        has_places=any(each.kind != ResourceKind.STAFF for each in resources),
        waiting=Waiting.objects.on_the_list().filter(day=day).count(),
        guests=_people(bookings, BookingStatus.CONFIRMED),
        here=_people(bookings, BookingStatus.ARRIVED),
    )


def _people(bookings: Iterable[Booking], status: BookingStatus) -> int:
    return sum(booking.party_size for booking in bookings if booking.status == status)


def bookings_found(text: str, *, now: datetime) -> list[Booking]:
    """By the customer's name or contact, or the reference: those to come in order, then past ones, the latest first."""
    rows = Booking.objects.detailed().filter(customer__in=Customer.objects.filter(customers_matching(text)))
    if reference := parse_reference(text):
        rows = Booking.objects.detailed().filter(reference=reference)
    to_come = Case(When(starts_at__gte=now, then="starts_at"))
    return list(rows.order_by(to_come.asc(nulls_last=True), "-starts_at")[:FOUND_AT_MOST])


def shown_between(start: datetime, end: datetime) -> Sequence[Booking]:
    """Those that begin from one instant to before the other, in order."""
    every = Booking.objects.detailed().select_related("series")
    rows = every.filter(status__in=SHOWN, starts_at__gte=start, starts_at__lt=end)
    return list(rows.order_by("starts_at", "reference"))


def is_shown(booking: Booking, now: datetime) -> bool:
    """A hold that has run out is nobody's any more, although its row still waits to be swept."""
    return booking.status != BookingStatus.HELD or booking.is_active(now)
