"""Holds that have run out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.events import BOOKING_EXPIRED
from businesses.models import Booking, BookingStatus, Resource
from businesses.operations.contention import Raced, settled
from businesses.operations.deposits.asking import lapse_asked
from businesses.operations.timeline import booking_called, move
from tenants.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.availability.intervals import Interval
    from tenants.actors import Actor

MOST_AT_ONCE = 500


def expire_hold(booking: Booking, *, by: Actor, now: datetime) -> Booking:
    """Give up what a hold has taken; inside the caller's transaction. ``Raced`` where it is not held any more."""
    expired = move(booking, to=BookingStatus.EXPIRED, event=BOOKING_EXPIRED, by=by, at=now)
    if booking.deposit_id is not None:
        lapse_asked(booking.reference)
    return expired


def release_lapsed(resource: Resource, occupied: Interval, *, now: datetime, sparing: Booking | None = None) -> None:
    """Expire the holds on a locked resource that have run out and are in the way; inside the caller's transaction."""
    in_the_way = Booking.objects.lapsed(now).filter(resource=resource).meeting(occupied.start, occupied.end)
    for booking in in_the_way.exclude(pk=sparing.pk if sparing else 0).detailed():
        expire_hold(booking, by=SYSTEM, now=now)


def expire_holds(*, now: datetime, by: Actor) -> int:
    """Expire every hold that has run out (500 at a time), each in a transaction of its own; how many were."""
    run_out = Booking.objects.lapsed(now).order_by("expires_at").values_list("reference", flat=True)
    return sum(_expired(reference, by=by, now=now) for reference in list(run_out[:MOST_AT_ONCE]))


def _expired(reference: str, *, by: Actor, now: datetime) -> bool:
    return settled(lambda: _expire_if_lapsed(reference, by=by, now=now))


def _expire_if_lapsed(reference: str, *, by: Actor, now: datetime) -> bool:
    booking = booking_called(reference)
    if booking.status != BookingStatus.HELD or booking.is_active(now):
        return False
    try:
        expire_hold(booking, by=by, now=now)
    except Raced:
        return False  # confirmed or released at this very moment
    return True
