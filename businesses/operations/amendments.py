"""Changing what a booking says, beside its time: the note, where to come, who it is for, how many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.contacts import CustomerDetails, checked, plain_note
from businesses.errors import TransitionNotAllowed
from businesses.events import BOOKING_AMENDED
from businesses.models import Booking
from businesses.operations.contention import Raced, settled
from businesses.operations.customers import known_or_new_customer
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from businesses.operations.places import as_range, places_for, take_place
from businesses.operations.timeline import booking_called, check_shown, record
from businesses.queries.pages import wish_for
from businesses.rules import check_may_change
from businesses.tokens import SlotClaim
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor


def amend_booking(
    *,
    reference: str,
    by: Actor,
    note: str | None = None,
    address: str | None = None,
    name: str | None = None,
    people: int | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Booking:
    """Change what is given of a hold or booking and leave the rest; nothing new changes nothing.

    More or fewer ``people`` keep the time, and move to another resource where theirs does not take them. What was there
    before stays in the timeline: amending to it takes the change back. Raises ``BookingNotFound``,
    ``TransitionNotAllowed``, ``ContactNotValid``, ``BookingBusy``, ``BookingChangedMeanwhile`` where ``version``, the
    one that was shown, is another by now, and for ``people`` as ``reschedule_booking`` does.
    """
    moment = now or timezone.now()
    said = {
        "note": None if note is None else plain_note(note, LONGEST_NOTE),
        "address": None if address is None else plain_note(address, LONGEST_ADDRESS),
    }
    return settled(lambda: _amend(reference, version, said, name, people, by=by, now=moment))


def _amend(
    reference: str,
    version: int | None,
    said: dict[str, str | None],
    name: str | None,
    people: int | None,
    *,
    by: Actor,
    now: datetime,
) -> Booking:
    booking = booking_called(reference)
    if not booking.is_active(now):
        raise TransitionNotAllowed(status=booking.status, to=booking.status)
    check_shown(booking, version)
    changed: dict[str, Any] = {
        key: text for key, text in said.items() if text is not None and text != getattr(booking, key)
    }
    if name is not None:
        changed |= _under_name(booking, name)
    if people is not None and people != booking.party_size:
        check_may_change(booking, by=by, now=now)
        changed |= _for_party(booking, people, by=by, now=now)
    if not changed:
        return booking
    if not Booking.objects.move(booking, to=booking.status, **changed):
        raise Raced
    amended = booking_called(reference)
    before, after = _told(booking), _told(amended)
    names = [key for key in before if before[key] != after[key]]
    record(
        amended,
        event=BOOKING_AMENDED,
        by=by,
        at=now,
        before=booking.status,
        detail={"changed": names},
        kept={"previous": {key: before[key] for key in names}},
    )
    return amended


def _told(booking: Booking) -> dict[str, object]:
    """What an amendment may change, as its line of the timeline keeps it."""
    return {
        "note": booking.note,
        "address": booking.address,
        "name": booking.customer.name,
        "people": booking.party_size,
        "resource": booking.resource.name,
    }


def _under_name(booking: Booking, name: str) -> dict[str, Any]:
    """The customer of that name with the same contact: no customer's row is changed, as others may be theirs too."""
    known = booking.customer
    details = checked(
        replace(CustomerDetails(known.name, known.phone, known.email, known.locale), name=name),
        current_business(),
        is_contact_required=False,
    )
    customer = known_or_new_customer(details)
    return {} if customer == known else {"customer": customer}


def _for_party(booking: Booking, people: int, *, by: Actor, now: datetime) -> dict[str, Any]:
    """The same start for another party, which may stay longer; where it is stays the first choice."""
    start = booking.during.lower
    claim = SlotClaim(
        service_id=booking.service_id,
        resource_id=booking.resource_id,
        start=start,
        end=start + wish_for(booking.service, people).duration,
        party_size=people,
    )
    places = places_for(booking.service, claim, by=by, now=now, moving=booking)
    return {
        "resource": take_place(places, now=now, moving=booking),
        "during": as_range(places.occupied),
        "buffer_minutes": booking.service.buffer_minutes,
        "party_size": people,
    }
