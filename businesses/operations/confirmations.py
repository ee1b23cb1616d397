"""Turning a hold into a booking."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.availability.offers import bookable_window
from businesses.errors import HoldExpired, SlotTaken, SlotWithdrawn, TransitionNotAllowed
from businesses.events import BOOKING_CONFIRMED
from businesses.models import Booking, BookingStatus
from businesses.operations.contention import settled
from businesses.operations.places import as_range, places_for, take_place
from businesses.operations.timeline import booking_called, move
from businesses.queries.pages import terms_of
from businesses.queries.slots import nearest_slots
from businesses.tokens import SlotClaim
from tenants.context import current_business

if TYPE_CHECKING:
    from businesses.offered import OfferedSlot
    from tenants.actors import Actor

LAPSING = (BookingStatus.HELD, BookingStatus.EXPIRED)


def confirm_booking(*, reference: str, by: Actor, now: datetime | None = None) -> Booking:
    """Confirm a hold; confirming again returns the booking as it is.

    A hold that has run out is asked what a new booking is: it is honoured while its place is still free and its time
    would still be offered. ``HoldExpired`` tells the nearest times where the place has gone, ``SlotWithdrawn`` where
    hours, notice, duration or the service have changed since. Raises ``BookingNotFound``, ``TransitionNotAllowed``,
    ``BookingBusy``, and as ``hold_slot`` does about the party.
    """
    moment = now or timezone.now()
    return settled(lambda: _confirm(reference, by=by, now=moment))


def _confirm(reference: str, *, by: Actor, now: datetime) -> Booking:
    booking = booking_called(reference)
    if booking.status == BookingStatus.CONFIRMED:
        return booking
    if booking.status not in LAPSING:
        raise TransitionNotAllowed(status=booking.status, to=BookingStatus.CONFIRMED)
    if booking.during.lower <= now:
        raise HoldExpired(_near(booking, now))
    taken: dict[str, Any] = {}
    if not booking.is_active(now):
        taken = _retake(booking, by=by, now=now)
    confirmed = BookingStatus.CONFIRMED
    return move(booking, to=confirmed, event=BOOKING_CONFIRMED, by=by, at=now, expires_at=None, **taken)


def _retake(booking: Booking, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Take the place of a hold that has run out once more, if it could be held anew."""
    start, service = booking.during.lower.astimezone(UTC), booking.service
    claim = SlotClaim(
        service_id=service.pk,
        resource_id=booking.resource_id,
        start=start,
        end=booking.ends_at,
        party_size=booking.party_size,
        is_pinned=True,
    )
    if not service.is_active:
        raise SlotWithdrawn(_near(booking, now))
    try:
        places = places_for(service, claim, by=by, now=now, moving=booking)
    except SlotTaken:
        raise HoldExpired(_near(booking, now)) from None
    terms = terms_of(places.policy, is_for_staff=by.kind == "staff")
    window = bookable_window(now, terms, current_business().zone)
    if not window.start <= start < window.end:
        raise SlotWithdrawn(_near(booking, now))
    take_place(places, now=now, moving=booking)
    return {"during": as_range(places.occupied), "buffer_minutes": service.buffer_minutes}


def _near(booking: Booking, now: datetime) -> list[OfferedSlot]:
    return nearest_slots(service=booking.service, party_size=booking.party_size, around=booking.during.lower, now=now)
