"""Who may do what to a booking."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from businesses.errors import NotYetStarted, TooLateToChange, TransitionNotAllowed
from businesses.models import BookingStatus
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking
    from tenants.actors import Actor

EARLY = timedelta(hours=1)
"""So long before its time a customer may be checked in."""
BOUND_BY_NOTICE = ("customer", "agent")
"""Agents act for customers: the same notice binds both."""


def is_in_time(booking: Booking, now: datetime) -> bool:
    """Whether a customer may cancel or move it: a hold always, a booking until the notice, and before they come."""
    if booking.status == BookingStatus.ARRIVED:
        return False
    return booking.status != BookingStatus.CONFIRMED or now <= booking.cancel_by


def check_may_change(booking: Booking, *, by: Actor, now: datetime) -> None:
    if by.kind in BOUND_BY_NOTICE and not is_in_time(booking, now):
        raise TooLateToChange(cancel_by=booking.cancel_by, phone=current_business().phone)


def check_has_begun(booking: Booking, *, to: BookingStatus, now: datetime) -> None:
    """Nobody has come, or failed to, before it is time; who is here already may leave at any time.

    Raises ``NotYetStarted``.
    """
    if to == BookingStatus.CONFIRMED or booking.status == BookingStatus.ARRIVED:
        return
    early = EARLY if to == BookingStatus.ARRIVED else timedelta(0)
    if booking.during.lower - early > now:
        raise NotYetStarted


def check_is_to_come(booking: Booking) -> None:
    """A customer who is here is not moved to another time."""
    if booking.status == BookingStatus.ARRIVED:
        raise TransitionNotAllowed(status=booking.status, to=booking.status)
