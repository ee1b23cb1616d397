"""Taking back what somebody has done to a booking a moment ago."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.errors import BookingChangedMeanwhile, TooLateToTakeBack
from businesses.models import BookingChange, BookingStatus
from businesses.operations.attendance import move_booking
from businesses.operations.cancellations import restore_booking
from businesses.operations.deposits.ending import UNDO_FOR
from businesses.operations.lateness import report_late
from businesses.operations.rescheduling import move_back
from businesses.operations.reseating import reseat_booking
from businesses.operations.timeline import booking_called

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking
    from tenants.actors import Actor

ATTENDANCE = frozenset({"arrived", "completed", "no_show"})
LATEST = 200
"""Changes among which the last of somebody is looked for: more than a business writes in that time."""


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last change of somebody, for as long as it may be taken back."""

    change: BookingChange
    until: datetime

    @property
    def booking(self) -> Booking:
        return self.change.booking


def undoable_of(*, by: Actor, now: datetime) -> Undoable | None:
    """What the actor has done within the last seconds, and nobody has changed since: two queries at most."""
    newest = BookingChange.objects.order_by("-pk").values("pk")[:LATEST]  # by the key: times and actors have no index
    recent = BookingChange.objects.filter(pk__in=newest, actor=str(by)[:160], at__gt=now - UNDO_FOR)
    last = recent.select_related("booking__customer", "booking__resource").order_by("-at", "-pk").first()
    if last is None or last.version != last.booking.version or not _is_undoable(last):
        return None
    return Undoable(last, last.at + UNDO_FOR)


def take_back(*, reference: str, version: int, by: Actor, now: datetime | None = None) -> Booking:
    """Put the booking where it was before its change to ``version``, within ``UNDO_FOR`` and by whoever made it.

    What it gave up must still be free. Raises ``TooLateToTakeBack``, ``BookingChangedMeanwhile``, ``SlotTaken``,
    ``PlaceOccupied``, ``BookingNotFound``, ``BookingBusy``.
    """
    moment = now or timezone.now()
    booking = booking_called(reference)
    if booking.version != version:
        raise BookingChangedMeanwhile
    last = BookingChange.objects.get(booking=booking, version=version)
    if last.actor != str(by)[:160] or last.at <= moment - UNDO_FOR or not _is_undoable(last):
        raise TooLateToTakeBack
    return _undo(last, booking.reference, by=by, now=moment)


def _is_undoable(change: BookingChange) -> bool:
    """A step onwards; a step back is its own undoing. Of a series all or nothing was done, and was told at once."""
    if "series" in change.detail:
        return False
    if change.kind == "amended":
        return bool(change.detail.get("changed") == ["resource"])
    if change.kind == "cancelled":
        return bool(change.from_status == BookingStatus.CONFIRMED)
    if change.kind == "rescheduled":
        is_kept = "resource_id" in change.detail.get("previous", {})
        return is_kept and not change.detail.get("taken_back") and change.to_status == BookingStatus.CONFIRMED
    is_step_back = change.kind == "arrived" and change.from_status == BookingStatus.COMPLETED
    return change.kind == "running_late" or (change.kind in ATTENDANCE and not is_step_back)


def _undo(change: BookingChange, reference: str, *, by: Actor, now: datetime) -> Booking:
    version = change.version
    if change.kind == "amended":
        there = change.detail["previous"]["resource_id"]
        return reseat_booking(reference=reference, resource_id=there, by=by, version=version, now=now)
    if change.kind == "running_late":
        minutes = change.detail["previous"]
        return report_late(reference=reference, minutes=minutes, by=by, version=version, now=now)
    if change.kind == "cancelled":
        return restore_booking(reference=reference, version=version, by=by, now=now)
    if change.kind == "rescheduled":
        previous = change.detail["previous"]
        return move_back(reference=reference, previous=previous, version=version, by=by, now=now)
    return move_booking(reference=reference, to=BookingStatus(change.from_status), by=by, version=version, now=now)
