"""Turning a hold into a booking."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.availability.intervals import Interval
from businesses.errors import HoldExpired
from businesses.events import BOOKING_CONFIRMED
from businesses.models import Booking, BookingStatus
from businesses.operations.contention import settled
from businesses.operations.expiry import release_lapsed
from businesses.operations.places import lock_resource
from businesses.operations.timeline import booking_called, move
from businesses.queries.slots import nearest_slots

if TYPE_CHECKING:
    from businesses.offered import OfferedSlot
    from tenants.actors import Actor


def confirm_booking(*, reference: str, by: Actor, now: datetime | None = None) -> Booking:
    """Confirm a hold; confirming again returns the booking as it is.

    A hold that has run out is honoured while its place is still free, otherwise ``HoldExpired`` tells the nearest times
    that are. Raises ``BookingNotFound``, ``TransitionNotAllowed``, ``BookingBusy``.
    """
    moment = now or timezone.now()
    return settled(lambda: _confirm(reference, by=by, now=moment))


def _confirm(reference: str, *, by: Actor, now: datetime) -> Booking:
    booking = booking_called(reference)
    if booking.status == BookingStatus.CONFIRMED:
        return booking
    # A hold that has run out but was not released still keeps everybody else away: it can be confirmed as it stands.
    if booking.status == BookingStatus.EXPIRED:
        _retake(booking, now=now)
    if booking.during.lower <= now:
        raise HoldExpired(_near(booking, now))
    return move(booking, to=BookingStatus.CONFIRMED, event=BOOKING_CONFIRMED, by=by, at=now, expires_at=None)


def _retake(booking: Booking, *, now: datetime) -> None:
    occupied = Interval(booking.during.lower.astimezone(UTC), booking.during.upper.astimezone(UTC))
    resource = lock_resource(booking.resource_id)
    release_lapsed(resource, occupied, now=now)
    others = Booking.objects.taking(now).filter(resource=resource).meeting(occupied.start, occupied.end)
    if not resource.is_active or others.exists():
        raise HoldExpired(_near(booking, now))


def _near(booking: Booking, now: datetime) -> list[OfferedSlot]:
    return nearest_slots(service=booking.service, party_size=booking.party_size, around=booking.during.lower, now=now)
