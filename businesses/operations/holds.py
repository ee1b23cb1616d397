"""Holding an offered time for a customer while they decide."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.contacts import CustomerDetails, checked, plain_note
from businesses.errors import KeyReused, PartyNeedsStaff, PartyNotValid, PartyTooLarge, SlotNotValid, SlotTaken
from businesses.models import Booking, BookingPolicy, BookingSource, BookingStatus, Service
from businesses.operations.contention import settled
from businesses.operations.customers import known_or_new_customer
from businesses.operations.places import as_range, claimed_service, places_for, take_place
from businesses.operations.timeline import record
from businesses.tokens import SlotClaim, read_slot
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor

LONGEST_NOTE = 500


def hold_slot(
    *,
    slot_token: str,
    party_size: int,
    customer: CustomerDetails,
    by: Actor,
    source: str,
    idempotency_key: str | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Booking:
    """Take the offered time for a few minutes (``BookingPolicy.hold_minutes``) until it is confirmed.

    A resource that has gone meanwhile is replaced by a free one that fits. The same ``idempotency_key`` with the same
    arguments returns the booking it made the first time; with others it raises ``KeyReused``. Raises ``SlotTaken`` or
    ``SlotWithdrawn`` with alternatives, ``SlotNotValid``, ``PartyNotValid``, ``PartyTooLarge``, ``PartyNeedsStaff``,
    ``ContactNotValid``, ``BookingBusy``.
    """
    moment = now or timezone.now()
    details = checked(customer, current_business(), is_contact_required=by.kind != "staff")
    key = _digest(idempotency_key) if idempotency_key else None
    fingerprint = _digest(json.dumps([slot_token, party_size, details.name, details.phone, details.email]))
    if (earlier := _held_with(key, fingerprint)) is not None:
        return earlier
    claim = read_slot(slot_token)
    service = claimed_service(claim)
    check_party(service, party_size, by=by)
    if party_size != claim.party_size:
        raise SlotNotValid

    def hold() -> Booking:
        if (made := _held_with(key, fingerprint)) is not None:
            return made
        try:
            booking = _place(claim, service, details, now=moment, source=source, note=note)
        except SlotTaken:
            if (made := _held_with(key, fingerprint)) is not None:
                return made  # what took the place is this very request, sent twice at once
            raise
        booking.hold_key, booking.hold_fingerprint = key, fingerprint if key else ""
        booking.save(force_insert=True)
        record(booking, kind="held", by=by, at=moment)
        return booking

    return settled(hold)


def check_party(service: Service, party_size: int, *, by: Actor) -> None:
    """Refuse a party that nothing takes, or that this actor may not book without asking staff."""
    if party_size < 1:
        raise PartyNotValid
    capacities = service.resources.filter(is_active=True).values_list("capacity", flat=True)
    largest = max(capacities, default=0)
    if party_size > largest:
        raise PartyTooLarge(largest)
    limit = BookingPolicy.current().max_party_auto
    if limit is not None and party_size > limit and by.kind != "staff":
        raise PartyNeedsStaff(limit)


def _place(
    claim: SlotClaim, service: Service, details: CustomerDetails, *, now: datetime, source: str, note: str
) -> Booking:
    occupied, units = places_for(service, claim, now=now)
    resource = take_place(units, occupied, now=now)
    policy = BookingPolicy.current()
    return Booking(
        service=service,
        resource=resource,
        customer=known_or_new_customer(details),
        party_size=claim.party_size,
        during=as_range(occupied),
        buffer_minutes=service.buffer_minutes,
        status=BookingStatus.HELD,
        expires_at=now + policy.hold_lifetime,
        cancel_cutoff_minutes=policy.cancel_cutoff_minutes,
        source=BookingSource(source),
        note=plain_note(note, LONGEST_NOTE),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _held_with(key: str | None, fingerprint: str) -> Booking | None:
    earlier = Booking.objects.detailed().filter(hold_key=key).first() if key else None
    if earlier is not None and earlier.hold_fingerprint != fingerprint:
        raise KeyReused
    return earlier
