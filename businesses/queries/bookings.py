"""Bookings for whoever can prove that they are theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Lower

from businesses.contacts import e164, email_address
from businesses.errors import BookingNotFound
from businesses.models import ACTIVE, Booking
from businesses.references import parse_reference
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Customer


def booking_by_contact(*, reference: str, contact: str) -> Booking:
    """The booking of a reference and the phone or e-mail it was made with.

    Raises ``BookingNotFound``, the same whether the reference does not exist or the contact is another's.
    """
    stored = parse_reference(reference)
    if stored is None or not contact.strip():
        raise BookingNotFound
    booking = Booking.objects.detailed().filter(reference=stored).first()
    if booking is None or not is_contact_of(booking.customer, contact):
        raise BookingNotFound
    return booking


def bookings_by_contact(*, phone: str, email: str, now: datetime) -> list[Booking]:
    """Coming bookings made with both this phone and this e-mail, soonest first. For callers who have verified the
    person owns at least one of them; anybody else asks with a reference (``booking_by_contact``)."""
    number, address = e164(phone, current_business().country), email_address(email)
    if not number or not address:
        return []
    coming = Booking.objects.detailed().filter(status__in=ACTIVE, starts_at__gte=now)
    of_both = coming.alias(written_to=Lower("customer__email")).filter(customer__phone=number, written_to=address)
    return list(of_both.order_by("starts_at"))


def is_contact_of(customer: Customer, contact: str) -> bool:
    number, address = e164(contact, current_business().country), email_address(contact)
    is_phone = bool(number) and number == customer.phone
    return is_phone or (bool(address) and address == customer.email.lower())
