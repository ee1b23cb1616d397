"""What staff call how a booking stands: people sit down at a table, and are checked in everywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from businesses.models import BookingStatus, ResourceKind
from businesses.operations import undoable_of

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking, BookingChange
    from businesses.operations.undoing import Undoable
    from tenants.actors import Actor


def stands(booking: Booking) -> str:
    if booking.status == BookingStatus.ARRIVED and booking.resource.kind == ResourceKind.TABLE:
        return _("Seated")
    if booking.status == BookingStatus.COMPLETED and booking.left_at:
        return _("Left")
    return booking.get_status_display()


def lateness(minutes: int) -> str:
    if not minutes:
        return _("in time")
    return ngettext("%(minutes)d minute late", "%(minutes)d minutes late", minutes) % {"minutes": minutes}


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
    return Undo(found.booking, _told(found), _label(found.change), seconds)


def _told(found: Undoable) -> str:
    match found.change.kind:
        case "rescheduled":
            return _("moved")
        case "running_late":
            return lateness(found.booking.late_minutes)
        case "amended":
            return found.booking.resource.name
    return stands(found.booking)


def _label(change: BookingChange) -> str:
    if change.kind == "amended":
        return _("Back to %(resource)s") % {"resource": change.detail["previous"]["resource"]}
    return _("Take it back")
