"""Holding an offered time for a customer while they decide."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NoReturn

from django.utils import timezone

from businesses.contacts import CustomerDetails, checked, plain_note
from businesses.errors import KeyReused, SlotNotValid, SlotTaken
from businesses.events import BOOKING_HELD
from businesses.models import Booking, BookingSource, BookingStatus, Service
from businesses.operations.caps import check_contact, counted
from businesses.operations.contention import settled
from businesses.operations.customers import known_or_new_customer
from businesses.operations.parties import check_party
from businesses.operations.places import as_range, claimed_service, places_for, take_place
from businesses.operations.timeline import record
from businesses.privacy.consenting import note_consent
from businesses.queries.pages import read_page
from businesses.tokens import SlotClaim, read_slot
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from tenants.actors import Actor

LONGEST_NOTE = 500
LONGEST_ADDRESS = 300


def hold_slot(
    *,
    slot_token: str,
    party_size: int,
    customer: CustomerDetails,
    by: Actor,
    source: str,
    idempotency_key: str | None = None,
    note: str = "",
    address: str = "",
    wants_marketing: bool = False,
    now: datetime | None = None,
) -> Booking:
    """Take the offered time for a few minutes (``BookingPolicy.hold_minutes``) until it is confirmed.

    A resource that has gone meanwhile is replaced by a free one that fits. The same ``idempotency_key`` with the same
    arguments returns the booking it made the first time; with others it raises ``KeyReused``. ``address`` is where the
    customer is visited; ``wants_marketing``: they ticked the box for news. Raises ``SlotTaken``, ``SlotWithdrawn``,
    ``SlotNotValid``, ``ContactNotValid``, ``TooManyBookings``, ``BookingBusy``, ``BookingsTooFast``, or of the party.
    """
    moment, source = now or timezone.now(), BookingSource(source)
    details = checked(customer, current_business(), is_contact_required=by.kind != "staff")
    key = _digest(idempotency_key) if idempotency_key else None
    fingerprint = _digest(json.dumps([slot_token, party_size, details.name, details.phone, details.email]))
    if earlier := _held_with(key, fingerprint):
        return earlier
    service = claimed_service(claim := read_slot(slot_token))
    if party_size != claim.party_size:
        refuse_party(service, party_size, by=by, now=moment)

    def hold() -> Booking:
        if made := _held_with(key, fingerprint):
            return made
        check_contact(details, claim.start, by=by, now=moment)
        try:
            booking = placed(claim, service, by=by, now=moment)
        except SlotTaken:
            if made := _held_with(key, fingerprint):  # what took the place is this very request, sent twice at once
                return made
            raise
        booking.customer, booking.note = known_or_new_customer(details), plain_note(note, LONGEST_NOTE)
        booking.address, booking.source, booking.hold_key = plain_note(address, LONGEST_ADDRESS), source, key
        booking.hold_fingerprint = fingerprint if key else ""
        booking.save(force_insert=True)
        record(booking, event=BOOKING_HELD, by=by, at=moment)
        note_consent(booking=booking, source=source, wants_marketing=wants_marketing, now=moment)
        return booking

    with counted(source=source, by=by):
        return settled(hold)


def refuse_party(service: Service, party_size: int, *, by: Actor, now: datetime) -> NoReturn:
    """The offer was for another party: say what is wrong with this one, or that the offer is not for it."""
    today = now.astimezone(current_business().zone).date()
    check_party(read_page(service=service, party_size=party_size, first=today, days=1, now=now), by=by)
    raise SlotNotValid


def placed(
    claim: SlotClaim, service: Service, *, by: Actor, now: datetime, lifetime: timedelta | None = None
) -> Booking:
    """A hold of the offered time for ``lifetime`` (the policy's, unless said), not saved: it is nobody's yet.

    Call it inside the transaction that saves it. Raises as ``places_for`` and ``take_place`` do.
    """
    places = places_for(service, claim, by=by, now=now)
    resource = take_place(places, now=now)
    return Booking(
        service=service,
        resource=resource,
        party_size=claim.party_size,
        during=as_range(places.occupied),
        buffer_minutes=service.buffer_minutes,
        status=BookingStatus.HELD,
        expires_at=now + (lifetime or places.policy.hold_lifetime),
        cancel_cutoff_minutes=places.policy.cancel_cutoff_minutes,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _held_with(key: str | None, fingerprint: str) -> Booking | None:
    earlier = Booking.objects.detailed().filter(hold_key=key).first() if key else None
    if earlier is not None and earlier.hold_fingerprint != fingerprint:
        raise KeyReused
    return earlier
