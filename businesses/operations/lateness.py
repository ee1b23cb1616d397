"""A customer who comes, but later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.errors import TransitionNotAllowed
from businesses.events import BOOKING_RUNNING_LATE
from businesses.models import Booking, BookingStatus
from businesses.operations.contention import Raced, settled
from businesses.operations.timeline import booking_called, check_shown, record

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor

LATEST = 24 * 60
"""Minutes; who comes later than that does not come late."""


def report_late(
    *, reference: str, minutes: int, by: Actor, version: int | None = None, now: datetime | None = None
) -> Booking:
    """Note that the customer of a confirmed booking comes so many minutes late (0: in time after all; a day at most).

    The time stays: who is served meanwhile is for staff to say. Raises ``BookingNotFound``, ``TransitionNotAllowed``,
    ``BookingBusy``, ``BookingChangedMeanwhile`` (see ``cancel_booking``).
    """
    moment, late = now or timezone.now(), min(max(minutes, 0), LATEST)
    return settled(lambda: _report(reference, late, version, by=by, now=moment))


def _report(reference: str, minutes: int, version: int | None, *, by: Actor, now: datetime) -> Booking:
    booking = booking_called(reference)
    if booking.status != BookingStatus.CONFIRMED:
        raise TransitionNotAllowed(status=booking.status, to=booking.status)
    if booking.late_minutes == minutes:
        return booking
    check_shown(booking, version)
    if not Booking.objects.move(booking, to=booking.status, late_minutes=minutes):
        raise Raced
    late = booking_called(reference)
    detail = {"minutes": minutes, "previous": booking.late_minutes}
    record(late, event=BOOKING_RUNNING_LATE, by=by, at=now, before=booking.status, detail=detail)
    return late
