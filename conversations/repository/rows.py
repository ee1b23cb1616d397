"""Bookings as the engine sees them, made from their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import ResourceKind, StaffMember
from conversations.repository.facts import BookingFacts
from tenants.context import current_business

if TYPE_CHECKING:
    from businesses.models import Booking


def person_at(booking: Booking) -> str:
    """Who serves, where what is booked is a person's time."""
    if booking.resource.kind != ResourceKind.STAFF:
        return ""
    return StaffMember.objects.filter(resource=booking.resource_id).values_list("name", flat=True).first() or ""


def as_facts(booking: Booking) -> BookingFacts:
    zone = current_business().zone
    return BookingFacts(
        reference=booking.reference,
        status=booking.status,
        version=booking.version,
        service=booking.service_id,
        service_name=booking.service.name,
        needs_party=booking.service.needs_party,
        resource=booking.resource.name,
        people=booking.party_size,
        starts_at=booking.during.lower.astimezone(zone),
        ends_at=booking.ends_at.astimezone(zone),
        cancel_by=booking.cancel_by,
        name=booking.customer.name,
        staff=person_at(booking),
        phone=str(booking.customer.phone),
        email=booking.customer.email,
        note=booking.note,
        address=booking.address,
    )
