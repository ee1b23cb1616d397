from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from businesses.contacts import CustomerDetails
from businesses.errors import BookingNotFound
from businesses.operations import cancel_booking
from businesses.queries import booking_by_contact, bookings_by_contact
from tests.businesses.rows import NOW, VISITOR, hold, slot_at

if TYPE_CHECKING:
    from businesses.models import Service


@pytest.mark.parametrize("contact", ["06 1234567", "+39 06 1234567", "ANNA@example.com", " anna@example.com "])
def test_reference_and_contact_together_prove(table: Service, contact: str) -> None:
    booking = hold(slot_at(table, 19))

    found = booking_by_contact(reference=booking.reference.lower(), contact=contact)

    assert found == booking


@pytest.mark.parametrize("contact", ["", "06 7654321", "eve@example.com", "@", "Anna Rossi", "%", "\x00"])
def test_reference_with_anothers_contact_is_the_same_as_none(table: Service, contact: str) -> None:
    booking = hold(slot_at(table, 19))
    refusals = []
    for reference in (booking.reference, "K7F-2QM", "nonsense"):
        with pytest.raises(BookingNotFound) as refused:
            booking_by_contact(reference=reference, contact=contact)
        refusals.append((str(refused.value), refused.value.errors))

    assert refusals == [refusals[0]] * 3


def test_coming_bookings_need_both_phone_and_email(table: Service) -> None:
    first, second = hold(slot_at(table, 19)), hold(slot_at(table, 12))
    cancel_booking(reference=hold(slot_at(table, 12)).reference, by=VISITOR, now=NOW)
    phone, email = "+39061234567", "anna@example.com"

    assert bookings_by_contact(phone=phone, email=email, now=NOW) == [second, first]
    assert bookings_by_contact(phone=phone, email="", now=NOW) == []
    assert bookings_by_contact(phone=phone, email="eve@example.com", now=NOW) == []
    assert bookings_by_contact(phone="", email="", now=NOW) == []


def test_customers_without_email_are_not_found_by_nothing(table: Service) -> None:
    hold(slot_at(table, 19), customer=CustomerDetails("Bo", "+39061234567"))

    assert bookings_by_contact(phone="+39061234567", email="", now=NOW) == []
