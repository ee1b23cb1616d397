"""Giving a booking another table, room or person at its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.availability.intervals import Interval
from businesses.errors import ResourceNotFit, TransitionNotAllowed
from businesses.events import BOOKING_AMENDED
from businesses.models import Booking, BookingStatus, Resource
from businesses.operations.attendance import check_nobody_sits
from businesses.operations.contention import Raced, settled
from businesses.operations.places import take_place_at
from businesses.operations.timeline import booking_called, check_shown, record

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.querysets import ResourceQuerySet
    from tenants.actors import Actor


def reseat_booking(
    *, reference: str, resource_id: int, by: Actor, version: int | None = None, now: datetime | None = None
) -> Booking:
    """Move a hold or booking to another resource; its time stays, and the customer may be there already.

    To where it is changes nothing; moving it back takes the change back. Raises ``ResourceNotFit``, ``SlotTaken`` where
    something else is there, ``PlaceOccupied`` where others still sit, ``BookingNotFound``,
    ``TransitionNotAllowed``, ``BookingBusy``, ``BookingChangedMeanwhile`` where ``version``, the one that was shown, is
    another by now.
    """
    moment = now or timezone.now()
    return settled(lambda: _reseat(reference, resource_id, version, by=by, now=moment))


def _reseat(reference: str, resource_id: int, version: int | None, *, by: Actor, now: datetime) -> Booking:
    booking = booking_called(reference)
    if not booking.is_active(now):
        raise TransitionNotAllowed(status=booking.status, to=booking.status)
    if booking.resource_id == resource_id:
        return booking
    check_shown(booking, version)
    if not places_that_fit(booking).filter(pk=resource_id).exists():
        raise ResourceNotFit
    stay = Interval(booking.during.lower, booking.during.upper)
    resource = take_place_at(stay, resource_id, now=now, moving=booking)
    if booking.status == BookingStatus.ARRIVED:
        check_nobody_sits(booking, resource_id)
    if not Booking.objects.move(booking, to=booking.status, resource=resource):
        raise Raced
    moved = booking_called(reference)
    previous = {"resource": booking.resource.name, "resource_id": booking.resource_id}
    record(
        moved,
        event=BOOKING_AMENDED,
        by=by,
        at=now,
        before=booking.status,
        detail={"changed": ["resource"]},
        kept={"previous": previous},
    )
    return moved


def places_that_fit(booking: Booking) -> ResourceQuerySet:
    """Resources in use that provide the service and are large enough, taken or not; best fit first."""
    return Resource.objects.bookable(booking.service_id).filter(capacity__gte=booking.party_size)
