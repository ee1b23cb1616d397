"""A week of the board: what is booked on each of its days, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from businesses.availability.openings import business_days
from businesses.board.queries import is_shown, shown_between
from businesses.models import BookingStatus
from businesses.queries.hours import hours_book
from tenants.context import current_business

if TYPE_CHECKING:
    from businesses.models import Booking

DAYS = 7


@dataclass(frozen=True, slots=True)
class WeekDay:
    """``note`` says why the hours differ; ``guests`` are the people to come."""

    day: date
    is_closed: bool
    note: str
    bookings: tuple[Booking, ...]

    @property
    def guests(self) -> int:
        return sum(each.party_size for each in self.bookings if each.status == BookingStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Week:
    days: tuple[WeekDay, ...]

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day

    @property
    def before(self) -> date:
        return self.first - timedelta(days=DAYS)

    @property
    def after(self) -> date:
        return self.first + timedelta(days=DAYS)


def week_of(day: date, *, now: datetime) -> Week:
    """The week, from Monday, that has this day; bookings past midnight are of the evening that still runs."""
    monday = day - timedelta(days=day.weekday())
    dates = [monday + timedelta(days=number) for number in range(DAYS)]
    hours, zone = hours_book(monday - timedelta(days=1), DAYS + 2), current_business().zone
    meant = [business_days(hours, each, 1, zone) for each in dates]
    found = [booking for booking in shown_between(meant[0].start, meant[-1].end) if _is_of_week(booking, now)]
    return Week(
        tuple(
            WeekDay(
                day=each,
                is_closed=not hours.on(each),
                note=hours.notes.get(each, ""),
                bookings=tuple(one for one in found if span.start <= one.during.lower < span.end),
            )
            for each, span in zip(dates, meant, strict=True)
        )
    )


def _is_of_week(booking: Booking, now: datetime) -> bool:
    return booking.status != BookingStatus.CANCELLED and is_shown(booking, now)
