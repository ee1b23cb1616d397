"""How a booking ended: they came, or they did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.errors import NotYetStarted
from businesses.events import BOOKING_COMPLETED, BOOKING_NO_SHOW
from businesses.models import BookingStatus
from businesses.operations.contention import settled
from businesses.operations.timeline import booking_called, check_shown, move

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking
    from tenants.actors import Actor

OUTCOMES = {BookingStatus.COMPLETED: BOOKING_COMPLETED, BookingStatus.NO_SHOW: BOOKING_NO_SHOW}


def complete_booking(*, reference: str, by: Actor, version: int | None = None, now: datetime | None = None) -> Booking:
    """Note that the customer came.

    Raises ``NotYetStarted``, ``TransitionNotAllowed``, ``BookingNotFound``, and ``BookingChangedMeanwhile`` as
    ``cancel_booking`` does.
    """
    return _end(reference, BookingStatus.COMPLETED, version, by=by, now=now or timezone.now())


def mark_no_show(*, reference: str, by: Actor, version: int | None = None, now: datetime | None = None) -> Booking:
    """Note that the customer did not come. Raises as ``complete_booking`` does."""
    return _end(reference, BookingStatus.NO_SHOW, version, by=by, now=now or timezone.now())


def _end(reference: str, outcome: BookingStatus, version: int | None, *, by: Actor, now: datetime) -> Booking:
    def end() -> Booking:
        booking = booking_called(reference)
        if booking.status == outcome:
            return booking
        check_shown(booking, version)
        if booking.during.lower > now:
            raise NotYetStarted
        return move(booking, to=outcome, event=OUTCOMES[outcome], by=by, at=now)

    return settled(end)
