"""Who may do what to a booking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.errors import TooLateToChange
from businesses.models import BookingStatus
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking
    from tenants.actors import Actor

BOUND_BY_NOTICE = ("customer", "agent")
"""Agents act for customers: the same notice binds both."""


def is_in_time(booking: Booking, now: datetime) -> bool:
    """Whether the customer may still cancel or move it: always a hold, a booking until the agreed notice."""
    return booking.status != BookingStatus.CONFIRMED or now <= booking.cancel_by


def check_may_change(booking: Booking, *, by: Actor, now: datetime) -> None:
    if by.kind in BOUND_BY_NOTICE and not is_in_time(booking, now):
        raise TooLateToChange(cancel_by=booking.cancel_by, phone=current_business().phone)
