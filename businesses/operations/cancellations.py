"""Giving a booking up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.contacts import plain_note
from businesses.events import BOOKING_CANCELLED, BOOKING_TAKEN_BACK
from businesses.models import BookingStatus
from businesses.operations.contention import settled
from businesses.operations.deposits.ending import end_deposit, keep_after_all
from businesses.operations.places import retake_place
from businesses.operations.timeline import booking_called, check_shown, move
from businesses.rules import check_may_change

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking
    from tenants.actors import Actor

LONGEST_REASON = 300


def cancel_booking(
    *,
    reference: str,
    by: Actor,
    reason: str = "",
    version: int | None = None,
    gives_back: bool | None = None,
    now: datetime | None = None,
) -> Booking:
    """Cancel a hold or a booking; cancelling again returns it as it is.

    ``version`` is the one that was shown to whoever asks: ``BookingChangedMeanwhile`` where it is another by now.
    A deposit is paid back in time and kept later, unless staff say by ``gives_back`` which.
    Raises ``TooLateToChange`` for anybody but staff once the agreed notice has passed, ``BookingNotFound``,
    ``TransitionNotAllowed``, ``BookingBusy``.
    """
    moment = now or timezone.now()
    why = plain_note(reason, LONGEST_REASON)
    return settled(lambda: cancelled(reference, version, by=by, reason=why, gives_back=gives_back, now=moment))


def restore_booking(*, reference: str, version: int, by: Actor, now: datetime) -> Booking:
    """Take a cancellation back: the booking is what it was, where its place is still free; see ``take_back``."""

    def restore() -> Booking:
        booking = booking_called(reference)
        check_shown(booking, version)
        retake_place(booking, now=now)
        keep_after_all(booking)
        was = {"was": BookingStatus.CANCELLED.value}
        return move(booking, to=BookingStatus.CONFIRMED, event=BOOKING_TAKEN_BACK, by=by, at=now, detail=was)

    return settled(restore)


def cancelled(
    reference: str,
    version: int | None,
    *,
    by: Actor,
    reason: str,
    now: datetime,
    gives_back: bool | None = None,
    detail: dict[str, Any] | None = None,
) -> Booking:
    """``cancel_booking`` inside the caller's transaction; ``detail`` goes into the change and its event."""
    booking = booking_called(reference)
    if booking.status == BookingStatus.CANCELLED:
        return booking
    check_shown(booking, version)
    check_may_change(booking, by=by, now=now)
    kept = {"reason": reason} if reason else {}
    ended = BookingStatus.CANCELLED
    done = move(booking, to=ended, event=BOOKING_CANCELLED, by=by, at=now, detail=detail, kept=kept, expires_at=None)
    if booking.deposit is None:
        return done
    end_deposit(booking, booking.deposit, gives_back=gives_back, by=by, now=now)
    return booking_called(booking.reference)
