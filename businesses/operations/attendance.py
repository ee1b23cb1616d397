"""Whether they came: the one way a booking moves between being awaited, here, over and not come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.errors import PlaceOccupied, TransitionNotAllowed
from businesses.events import BOOKING_ARRIVED, BOOKING_COMPLETED, BOOKING_NO_SHOW, BOOKING_TAKEN_BACK
from businesses.models import TRANSITIONS, Booking, BookingStatus, ResourceKind
from businesses.operations.contention import settled
from businesses.operations.places import lock_resource, retake_place
from businesses.operations.timeline import booking_called, check_shown, move
from businesses.rules import check_has_begun

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from tenants.actors import Actor

EVENTS: Mapping[BookingStatus, str] = {
    BookingStatus.ARRIVED: BOOKING_ARRIVED,
    BookingStatus.COMPLETED: BOOKING_COMPLETED,
    BookingStatus.NO_SHOW: BOOKING_NO_SHOW,
    BookingStatus.CONFIRMED: BOOKING_TAKEN_BACK,
}
"""Where a booking may be moved to, and how it is told. Confirmed is where it was before they came, or did not."""
MOVED_FROM = frozenset({BookingStatus.CONFIRMED, BookingStatus.ARRIVED, BookingStatus.COMPLETED, BookingStatus.NO_SHOW})


def move_booking(
    *, reference: str, to: BookingStatus, by: Actor, version: int | None = None, now: datetime | None = None
) -> Booking:
    """Note that the customer is here, has left (or simply came), or did not come; or take that back.

    One that is there already is returned as it is. Who has left gives the resource back at once; what is taken again
    must be free. ``version`` is the one that was shown to whoever moves it: ``BookingChangedMeanwhile`` where it is
    another by now. Raises ``NotYetStarted``, ``PlaceOccupied`` where others still sit at the table, ``SlotTaken``,
    ``TransitionNotAllowed``, ``BookingNotFound``, ``BookingBusy``.
    """
    moment = now or timezone.now()
    return settled(lambda: _move(reference, to, version, by=by, now=moment))


def _move(reference: str, to: BookingStatus, version: int | None, *, by: Actor, now: datetime) -> Booking:
    booking = booking_called(reference)
    if booking.status == to:
        return booking
    check_shown(booking, version)
    _check_may_move(booking, to)
    check_has_begun(booking, to=to, now=now)
    if to in (BookingStatus.CONFIRMED, BookingStatus.ARRIVED) and not booking.is_active(now):
        retake_place(booking, now=now)
    if to == BookingStatus.ARRIVED:
        check_nobody_sits(booking, booking.resource_id)
    return move(booking, to=to, event=EVENTS[to], by=by, at=now, **_times(booking, to, now))


def _check_may_move(booking: Booking, to: BookingStatus) -> None:
    """A hold is confirmed, and what was cancelled comes back, elsewhere."""
    status = BookingStatus(booking.status)
    if status not in MOVED_FROM or to not in EVENTS or to not in TRANSITIONS[status]:
        raise TransitionNotAllowed(status=status, to=to)


def _times(booking: Booking, to: BookingStatus, now: datetime) -> dict[str, Any]:
    """When they came and went, as far as it was seen."""
    match to:
        case BookingStatus.ARRIVED:
            return {"arrived_at": booking.arrived_at or now, "left_at": None}
        case BookingStatus.COMPLETED:
            return {"left_at": now if booking.status == BookingStatus.ARRIVED else booking.left_at}
        case BookingStatus.CONFIRMED:
            return {"arrived_at": None, "left_at": None}
    return {}


def check_nobody_sits(booking: Booking, resource_id: int) -> None:
    """Two parties do not sit at one table, whatever is booked; whoever else is checked in may wait beside another.

    Call inside the transaction: who wants to sit there queues on the table's row.
    """
    if lock_resource(resource_id).kind != ResourceKind.TABLE:
        return
    others = Booking.objects.sitting().filter(resource=resource_id).exclude(pk=booking.pk)
    if other := others.detailed().first():
        raise PlaceOccupied(name=other.customer.name, resource=other.resource.name, reference=other.reference)
