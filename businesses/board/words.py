"""What staff call how a booking stands: people sit down at a table, and are checked in everywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.models import BookingStatus, ResourceKind
from businesses.operations import undoable_of

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking, BookingChange
    from tenants.actors import Actor


def stands(booking: Booking) -> str:
    if booking.status == BookingStatus.ARRIVED and booking.resource.kind == ResourceKind.TABLE:
        return _("Seated")
    if booking.status == BookingStatus.COMPLETED and booking.left_at:
        return _("Left")
    return booking.get_status_display()


@dataclass(frozen=True, slots=True)
class Undo:
    """What whoever looks has done a moment ago, and the button that takes it back."""

    booking: Booking
    told: str
    label: str
    seconds: int


def undo_of(*, by: Actor, now: datetime) -> Undo | None:
    found = undoable_of(by=by, now=now)
    if found is None:
        return None
    seconds = max(int((found.until - now).total_seconds()), 1)
    return Undo(found.booking, stands(found.booking), _label(found.change), seconds)


def _label(change: BookingChange) -> str:
    if change.kind == "amended":
        return _("Back to %(resource)s") % {"resource": change.detail["previous"]["resource"]}
    return _("Take it back")
