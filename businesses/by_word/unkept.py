"""Bookings that today's hours and time off do not allow any more."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval, is_free, merged
from businesses.availability.openings import opening_at, spans_beginning
from businesses.models import Booking, BookingStatus
from businesses.queries import hours_book
from businesses.queries.pages import read_away
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime


def unkept(now: datetime) -> list[Booking]:
    """Those to come, confirmed, that begin or last outside the hours, or while who serves is off: four queries.

    Also those that staff have written down so on purpose: who asks what a change does compares before and after.
    """
    coming = Booking.objects.filter(status=BookingStatus.CONFIRMED, starts_at__gt=now)
    return unkept_of(list(coming.detailed().order_by("starts_at", "pk")))


def unkept_of(bookings: list[Booking]) -> list[Booking]:
    """Of these, in order of their start, those that cannot be kept: three queries."""
    if not bookings:
        return []
    zone = current_business().zone
    first = bookings[0].during.lower.astimezone(zone).date() - timedelta(days=1)
    last = max(each.ends_at for each in bookings).astimezone(zone).date()
    days = (last - first).days + 1
    openings = merged(spans_beginning(hours_book(first, days), first, days, zone))
    away = read_away(first, last, zone)
    return [each for each in bookings if not is_kept(each, openings, away.get(each.resource_id, ()))]


def is_kept(booking: Booking, openings: list[Interval], away: tuple[Interval, ...]) -> bool:
    stay = Interval(booking.during.lower, booking.ends_at)
    opening = opening_at(openings, stay.start)
    return opening is not None and stay.end <= opening.end and is_free(away, stay)
