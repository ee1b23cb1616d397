"""Moving a booking to another time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.availability.intervals import Interval
from businesses.errors import SlotNotValid, TransitionNotAllowed
from businesses.events import BOOKING_RESCHEDULED
from businesses.models import Booking
from businesses.operations.caps import check_contact
from businesses.operations.contention import Raced, settled
from businesses.operations.places import as_range, claimed_service, places_for, take_place, take_place_at
from businesses.operations.timeline import booking_called, check_shown, record
from businesses.rules import check_is_to_come, check_may_change
from businesses.tokens import SlotClaim, read_slot

if TYPE_CHECKING:
    from tenants.actors import Actor


def reschedule_booking(
    *, reference: str, slot_token: str, by: Actor, version: int | None = None, now: datetime | None = None
) -> Booking:
    """Move a hold or booking to an offered time, for the party the time was offered for; the reference stays.

    The old place is given up in the same statement that takes the new one, so there is no moment without either.
    Moving to where it already is changes nothing.
    ``version`` is the one that was shown to whoever asks: ``BookingChangedMeanwhile`` where it is another by now.
    Raises as ``hold_slot`` and ``cancel_booking`` do.
    """
    moment = now or timezone.now()
    claim = read_slot(slot_token)
    return settled(lambda: rescheduled(reference, version, claim, by=by, now=moment))


def _is_there(booking: Booking, claim: SlotClaim) -> bool:
    is_same_place = not claim.is_pinned or booking.resource_id == claim.resource_id
    is_same_stay = booking.during.lower == claim.start and booking.ends_at == claim.end
    return is_same_place and is_same_stay and booking.party_size == claim.party_size


def rescheduled(
    reference: str,
    version: int | None,
    claim: SlotClaim,
    *,
    by: Actor,
    now: datetime,
    detail: dict[str, Any] | None = None,
) -> Booking:
    """``reschedule_booking`` inside the caller's transaction; ``detail`` goes into the change, too."""
    booking = booking_called(reference)
    if not booking.is_active(now):
        raise TransitionNotAllowed(status=booking.status, to=booking.status)
    if claim.service_id != booking.service_id:
        raise SlotNotValid
    if _is_there(booking, claim):
        return booking
    check_shown(booking, version)
    check_is_to_come(booking)
    check_may_change(booking, by=by, now=now)
    check_contact(booking.customer, claim.start, by=by, now=now, moving=booking)
    service = claimed_service(claim)
    places = places_for(service, claim, by=by, now=now, moving=booking)
    resource = take_place(places, now=now, moving=booking)
    taken = {
        "resource": resource,
        "during": as_range(places.occupied),
        "buffer_minutes": service.buffer_minutes,
        "party_size": claim.party_size,
        "late_minutes": 0,
    }
    if not Booking.objects.move(booking, to=booking.status, **taken):
        raise Raced
    moved = booking_called(reference)
    record(
        moved,
        event=BOOKING_RESCHEDULED,
        by=by,
        at=now,
        before=booking.status,
        detail={**_from(booking), **(detail or {})},
    )
    return moved


def _from(booking: Booking) -> dict[str, Any]:
    return {
        "previous": {
            "starts_at": booking.during.lower.isoformat(),
            "until": booking.during.upper.isoformat(),
            "resource": booking.resource.name,
            "resource_id": booking.resource_id,
            "party_size": booking.party_size,
            "buffer_minutes": booking.buffer_minutes,
            "late_minutes": booking.late_minutes,
        }
    }


def move_back(*, reference: str, previous: dict[str, Any], version: int, by: Actor, now: datetime) -> Booking:
    """Put a booking that was moved where it was, as its timeline keeps it; see ``take_back``."""

    def back() -> Booking:
        booking = booking_called(reference)
        check_shown(booking, version)
        stay = Interval(datetime.fromisoformat(previous["starts_at"]), datetime.fromisoformat(previous["until"]))
        taken = {
            "resource": take_place_at(stay, previous["resource_id"], now=now, moving=booking),
            "during": as_range(stay),
            **{key: previous[key] for key in ("party_size", "buffer_minutes", "late_minutes")},
        }
        if not Booking.objects.move(booking, to=booking.status, **taken):
            raise Raced
        there, detail = booking_called(reference), {**_from(booking), "taken_back": True}
        record(there, event=BOOKING_RESCHEDULED, by=by, at=now, before=booking.status, detail=detail)
        return there

    return settled(back)
