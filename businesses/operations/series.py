"""Booking several dates in one go: all that were chosen, or none."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.availability.rhythm import EVERY_WEEKS, MOST_DATES
from businesses.contacts import CustomerDetails, checked, plain_note
from businesses.deposits.errors import DepositNeeded
from businesses.errors import KeyReused, SeriesNotFree, SeriesNotValid, SlotNotValid, SlotUnavailable
from businesses.events import BOOKING_CONFIRMED, SERIES_BOOKED
from businesses.models import Booking, BookingSeries, BookingSource, BookingStatus
from businesses.operations.caps import check_contact, counted
from businesses.operations.contention import settled
from businesses.operations.customers import known_or_new_customer
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE, placed
from businesses.operations.places import claimed_service
from businesses.operations.timeline import record
from businesses.rules import BOUND_BY_NOTICE
from businesses.tokens import read_slot
from events.operations import publish
from tenants.context import current_business

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from businesses.models import Service
    from businesses.tokens import SlotClaim
    from tenants.actors import Actor

FEWEST_DATES = 2


def book_series(
    *,
    slot_tokens: Sequence[str],
    every_weeks: int,
    customer: CustomerDetails,
    by: Actor,
    source: str,
    key: str,
    note: str = "",
    address: str = "",
    now: datetime | None = None,
) -> BookingSeries:
    """Book all the offered times, as one series of confirmed bookings, or none of them.

    The same ``key`` with the same arguments returns the series it made the first time; with others it raises
    ``KeyReused``. It counts as one booking of those a visitor makes in a while; a contact's share of bookings holds for
    each date. Raises ``DepositNeeded`` where customers pay one, ``SeriesNotValid``, ``SeriesNotFree`` with every date
    that cannot be had and what is free near it, ``SlotNotValid``, ``ContactNotValid``, ``TooManyBookings``,
    ``BookingBusy``, ``BookingsTooFast``, or of the party.
    """
    moment, source = now or timezone.now(), BookingSource(source)
    details = checked(customer, current_business(), is_contact_required=by.kind != "staff")
    said = [sorted(slot_tokens), every_weeks, details.name, details.phone, details.email]
    digest, fingerprint = _digest(f"series:{key}"), _digest(json.dumps(said))
    if made := _made_with(digest, fingerprint):
        return made
    claims, service = _claims(slot_tokens, every_weeks)
    if by.kind in BOUND_BY_NOTICE and service.deposit is not None:
        raise DepositNeeded

    def book() -> BookingSeries:
        if made := _made_with(digest, fingerprint):
            return made
        series = BookingSeries.objects.create(every_weeks=every_weeks, key=digest, fingerprint=fingerprint)
        fields = {
            "series": series,
            "customer": known_or_new_customer(details),
            "source": source,
            "note": plain_note(note, LONGEST_NOTE),
            "address": plain_note(address, LONGEST_ADDRESS),
            "status": BookingStatus.CONFIRMED,
            "expires_at": None,
        }
        tell(SERIES_BOOKED, _booked(claims, service, details, fields, by=by, now=moment), by=by)
        return series

    with counted(source=source, by=by):
        return settled(book)


def tell(event: str, bookings: Sequence[Booking], *, by: Actor) -> None:
    """Publish what happened to several bookings of a series, on the first one's account."""
    first = bookings[0]
    payload = {
        "reference": first.reference,
        "version": first.version,
        "series": first.series_id,
        "references": [each.reference for each in bookings],
    }
    publish(type=event, aggregate=f"booking:{first.reference}", payload=payload, by=by)


def _claims(slot_tokens: Sequence[str], every_weeks: int) -> tuple[list[SlotClaim], Service]:
    """What was offered, in order: dates of one service and party, each once."""
    if every_weeks not in EVERY_WEEKS or not FEWEST_DATES <= len(slot_tokens) <= MOST_DATES:
        raise SeriesNotValid
    claims = sorted(map(read_slot, slot_tokens), key=lambda claim: claim.start)
    if len({(claim.service_id, claim.party_size) for claim in claims}) > 1:
        raise SlotNotValid
    if len({claim.start for claim in claims}) < len(claims):
        raise SeriesNotValid
    return claims, claimed_service(claims[0])


def _booked(
    claims: Sequence[SlotClaim],
    service: Service,
    contact: CustomerDetails,
    fields: Mapping[str, Any],
    *,
    by: Actor,
    now: datetime,
) -> list[Booking]:
    """A booking at each time; those that have no place are all told, and the caller's transaction ends."""
    found: list[Booking] = []
    refused: list[tuple[datetime, SlotUnavailable]] = []
    for claim in claims:
        check_contact(contact, claim.start, by=by, now=now)
        try:
            booking = placed(claim, service, by=by, now=now)
        except SlotUnavailable as refusal:
            refused.append((claim.start, refusal))
            continue
        for name, value in fields.items():
            setattr(booking, name, value)
        booking.save(force_insert=True)
        record(booking, event=BOOKING_CONFIRMED, by=by, at=now, detail={"series": booking.series_id})
        found.append(booking)
    if refused:
        raise SeriesNotFree(refused, current_business())
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _made_with(key: str, fingerprint: str) -> BookingSeries | None:
    earlier = BookingSeries.objects.filter(key=key).first()
    if earlier is not None and earlier.fingerprint != fingerprint:
        raise KeyReused
    return earlier
