"""Bookings that staff write down or that come from another system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.availability.offers import free_units
from businesses.contacts import CustomerDetails, checked, plain_note
from businesses.errors import SlotTaken
from businesses.events import BOOKING_CONFIRMED
from businesses.models import Booking, BookingSource, BookingStatus, Resource, Service
from businesses.operations.contention import settled
from businesses.operations.customers import known_or_new_customer
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from businesses.operations.parties import check_party
from businesses.operations.places import Places, as_range, take_place
from businesses.operations.timeline import record
from businesses.queries.pages import read_page
from businesses.queries.slots import nearest_slots
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.queries.pages import Page
    from tenants.actors import Actor


def record_booking(
    *,
    service: Service,
    party_size: int,
    start: datetime,
    customer: CustomerDetails,
    by: Actor,
    source: str,
    resource: Resource | None = None,
    note: str = "",
    address: str = "",
    now: datetime | None = None,
) -> Booking:
    """Write down a confirmed booking at any time, past or outside hours too: staff know what they do.

    Without a ``resource``, the free one that fits best. What is taken stays taken: raises ``SlotTaken`` with
    alternatives, ``PartyTooLarge``, ``ContactNotValid``, ``BookingBusy``.
    """
    moment = now or timezone.now()
    details = checked(customer, current_business(), is_contact_required=False)

    def write() -> Booking:
        day = start.astimezone(current_business().zone).date()
        page = read_page(service=service, party_size=party_size, first=day, days=1, now=moment)
        check_party(page, by=by)
        fitting = free_units(page.diary, page.wish, start)
        free = tuple(unit.id for unit in fitting if resource is None or unit.id == resource.pk)
        if not free:
            raise SlotTaken(nearest_slots(service=service, party_size=party_size, around=start, now=moment))
        return written(
            page,
            service,
            start,
            free,
            customer=known_or_new_customer(details),
            source=BookingSource(source),
            note=plain_note(note, LONGEST_NOTE),
            address=plain_note(address, LONGEST_ADDRESS),
            by=by,
            now=moment,
        )

    return settled(write)


def written(
    page: Page, service: Service, start: datetime, units: tuple[int, ...], *, by: Actor, now: datetime, **fields: Any
) -> Booking:
    """A confirmed booking from ``start`` at the first of these units nobody is taking; in the caller's transaction.

    Raises ``Raced`` as ``take_place`` does.
    """
    places = Places(page.wish.occupied(start), units, page.policy)
    booking = Booking.objects.create(
        service=service,
        resource=take_place(places, now=now),
        party_size=page.wish.party_size,
        during=as_range(places.occupied),
        buffer_minutes=service.buffer_minutes,
        status=BookingStatus.CONFIRMED,
        cancel_cutoff_minutes=page.policy.cancel_cutoff_minutes,
        **fields,
    )
    record(booking, event=BOOKING_CONFIRMED, by=by, at=now)
    return booking
