"""The states of a booking and the moves between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping


class BookingStatus(models.TextChoices):
    HELD = "held", _("Held")
    CONFIRMED = "confirmed", _("Confirmed")
    ARRIVED = "arrived", _("Checked in")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")
    COMPLETED = "completed", _("Completed")
    NO_SHOW = "no_show", _("Did not come")


ACTIVE = (BookingStatus.HELD, BookingStatus.CONFIRMED, BookingStatus.ARRIVED)
"""The states that take the resource: who has left gives it back, also before the time is over."""

TRANSITIONS: Mapping[BookingStatus, frozenset[BookingStatus]] = {
    # Held on, while a deposit is asked for.
    BookingStatus.HELD: frozenset(
        {BookingStatus.HELD, BookingStatus.CONFIRMED, BookingStatus.CANCELLED, BookingStatus.EXPIRED}
    ),
    # A late confirmation is honoured while the place is still free, or held anew for its deposit.
    BookingStatus.EXPIRED: frozenset({BookingStatus.CONFIRMED, BookingStatus.HELD}),
    BookingStatus.CONFIRMED: frozenset(
        {BookingStatus.CANCELLED, BookingStatus.ARRIVED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW}
    ),
    # From here staff also go back, where a finger slipped; what no longer took the resource must find it free.
    BookingStatus.ARRIVED: frozenset({BookingStatus.COMPLETED, BookingStatus.CONFIRMED}),
    BookingStatus.COMPLETED: frozenset({BookingStatus.ARRIVED, BookingStatus.NO_SHOW, BookingStatus.CONFIRMED}),
    BookingStatus.NO_SHOW: frozenset({BookingStatus.ARRIVED, BookingStatus.COMPLETED, BookingStatus.CONFIRMED}),
    # Only by whoever of staff has just cancelled it, before the customer is told.
    BookingStatus.CANCELLED: frozenset({BookingStatus.CONFIRMED}),
}
