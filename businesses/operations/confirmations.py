"""Turning a hold into a booking."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.availability.offers import bookable_window
from businesses.errors import HoldExpired, SlotTaken, SlotWithdrawn, TransitionNotAllowed
from businesses.events import BOOKING_CONFIRMED, BOOKING_DEPOSIT_PAID
from businesses.models import Booking, BookingStatus, DepositState
from businesses.operations.contention import Raced, settled
from businesses.operations.deposits.asking import ask_deposit, lapse_asked, owed_by
from businesses.operations.places import as_range, places_for, take_place
from businesses.operations.timeline import booking_called, move, record
from businesses.queries.pages import terms_of
from businesses.queries.slots import nearest_slots
from businesses.tokens import SlotClaim
from tenants.context import current_business

if TYPE_CHECKING:
    from businesses.models import Deposit
    from businesses.offered import OfferedSlot
    from tenants.actors import Actor

LAPSING = (BookingStatus.HELD, BookingStatus.EXPIRED)


def confirm_booking(*, reference: str, by: Actor, now: datetime | None = None) -> Booking:
    """Confirm a hold; confirming again returns the booking as it is.

    Where a customer owes a deposit, it is asked for and the place held on until that is paid (``ask_deposit``).

    A hold that has run out is asked what a new booking is: it is honoured while its place is still free and its time
    would still be offered. ``HoldExpired`` tells the nearest times where the place has gone, ``SlotWithdrawn`` where
    hours, notice, duration or the service have changed since. Raises ``BookingNotFound``, ``TransitionNotAllowed``,
    ``BookingBusy``, and as ``hold_slot`` does about the party.
    """
    moment = now or timezone.now()
    return settled(lambda: _confirm(reference, by=by, now=moment))


def confirm_paid(*, deposit: Deposit, by: Actor, now: datetime) -> Booking:
    """Confirm what a deposit was paid for as long as its place is free, however short the notice.

    One that staff have confirmed without has it from then on. Raises as ``confirm_booking``, and
    ``TransitionNotAllowed`` where another was paid for it.
    """
    return settled(lambda: _confirm(deposit.reference, by=by, now=now, paid=deposit))


def _confirm(reference: str, *, by: Actor, now: datetime, paid: Deposit | None = None) -> Booking:
    booking = booking_called(reference)
    if booking.status == BookingStatus.CONFIRMED:
        return booking if paid is None else _paid_afterwards(booking, paid, by=by, now=now)
    if booking.status not in LAPSING:
        raise TransitionNotAllowed(status=booking.status, to=BookingStatus.CONFIRMED)
    if booking.during.lower <= now:
        raise HoldExpired(_near(booking, now))
    taken: dict[str, Any] = {}
    if not booking.is_active(now):
        taken = _retake(booking, by=by, now=now, is_paid=paid is not None)
    if paid is not None:
        lapse_asked(reference, but=paid)
        taken["deposit"] = paid
    elif (amount := owed_by(booking, by)) is not None:
        return ask_deposit(booking, amount, by=by, now=now, **taken)
    return move(
        booking,
        to=BookingStatus.CONFIRMED,
        event=BOOKING_CONFIRMED,
        by=by,
        at=now,
        detail={"is_paid": True} if paid else None,
        expires_at=None,
        **taken,
    )


def _paid_afterwards(booking: Booking, paid: Deposit, *, by: Actor, now: datetime) -> Booking:
    has = booking.deposit
    if has is not None and has.pk != paid.pk and has.state == DepositState.PAID:
        raise TransitionNotAllowed(status=booking.status, to=BookingStatus.CONFIRMED)
    if not Booking.objects.move(booking, to=BookingStatus.CONFIRMED, deposit=paid):
        raise Raced
    booked = booking_called(booking.reference)
    record(booked, event=BOOKING_DEPOSIT_PAID, by=by, at=now, before=booking.status)
    return booked


def _retake(booking: Booking, *, by: Actor, now: datetime, is_paid: bool) -> dict[str, Any]:
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
    if not is_paid and not window.start <= start < window.end:
        raise SlotWithdrawn(_near(booking, now))
    take_place(places, now=now, moving=booking)
    return {"during": as_range(places.occupied), "buffer_minutes": service.buffer_minutes}


def _near(booking: Booking, now: datetime) -> list[OfferedSlot]:
    return nearest_slots(service=booking.service, party_size=booking.party_size, around=booking.during.lower, now=now)
