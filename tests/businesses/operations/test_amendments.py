from __future__ import annotations

from typing import Any

import pytest

from businesses.contacts import CustomerDetails
from businesses.errors import ContactNotValid, PartyTooLarge, SlotTaken, TooLateToChange, TransitionNotAllowed
from businesses.models import Booking, BookingChange, Customer, PartyDuration, Service
from businesses.operations import amend_booking, cancel_booking, confirm_booking
from events.models import OutboxEvent
from tests.businesses.rows import ANNA, NOW, STAFF, VISITOR, hold, minutes, slot_at


@pytest.fixture
def booking(table: Service) -> Booking:
    return confirmed(table)


def confirmed(service: Service, hour: int = 19, **fields: Any) -> Booking:
    return confirm_booking(reference=hold(slot_at(service, hour), **fields).reference, by=VISITOR, now=NOW)


def amend(booking: Booking, **changes: Any) -> Booking:
    return amend_booking(reference=booking.reference, **{"by": VISITOR, "now": NOW, **changes})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"note": " No nuts,\x00 please "}, {"note": "No nuts, please"}),
        ({"address": "12 Oak Street\nflat 4A"}, {"address": "12 Oak Street\nflat 4A"}),
        ({"note": "by the window", "address": "Via Po 3"}, {"note": "by the window", "address": "Via Po 3"}),
        ({"note": "n" * 900}, {"note": "n" * 500}),
        ({"note": ""}, {"note": ""}),
    ],
)
def test_amendment_changes_what_is_given_and_leaves_the_rest(
    booking: Booking, changes: dict[str, str], told: dict[str, str]
) -> None:
    Booking.objects.update(note="a high chair")

    amended = amend(booking, **changes)

    assert {name: getattr(amended, name) for name in told} == told
    assert (amended.starts_at, amended.status, amended.customer) == (booking.starts_at, "confirmed", booking.customer)


def test_amendment_keeps_what_was_and_tells_subscribers_only_what_changed(booking: Booking) -> None:
    amend(booking, address="12 Oak Street", note="Ring twice")
    amend(booking, address="14 Oak Street", by=STAFF)

    change = BookingChange.objects.order_by("-version")[0]
    assert (change.kind, change.actor_name) == ("amended", "Sara")
    assert change.detail == {"changed": ["address"], "previous": {"address": "12 Oak Street"}}
    event = OutboxEvent.objects.filter(type="booking.amended").order_by("pk").last()
    assert event is not None
    assert event.payload["changed"] == ["address"]
    assert "Oak" not in str(event.payload)


def test_amendment_is_taken_back_by_amending_to_what_was(booking: Booking) -> None:
    amend(booking, note="Ring twice", name="Anna Bianchi", people=4)
    before = BookingChange.objects.order_by("-version")[0].detail["previous"]

    back = amend(booking, **{name: before[name] for name in ("note", "name", "people")})

    assert (back.note, back.customer, back.party_size) == (booking.note, booking.customer, booking.party_size)


def test_amending_to_what_it_is_changes_nothing(booking: Booking) -> None:
    same = amend(booking, note=booking.note, address="", name="Anna Rossi", people=2)

    assert same.version == booking.version
    assert not OutboxEvent.objects.filter(type="booking.amended").exists()


def test_another_name_leaves_the_customer_of_other_bookings_alone(table: Service, booking: Booking) -> None:
    other = confirmed(table, hour=21)

    renamed = amend(booking, name="Dana O'Neil-Sanchez")

    other.refresh_from_db()
    assert (renamed.customer.name, renamed.customer.email) == ("Dana O'Neil-Sanchez", ANNA.email)
    assert (other.customer.name, Customer.objects.count()) == ("Anna Rossi", 2)


def test_name_of_nothing_is_refused(booking: Booking) -> None:
    with pytest.raises(ContactNotValid):
        amend(booking, name=" \u202e ")


def test_more_people_move_to_what_takes_them_at_the_same_time(booking: Booking) -> None:
    amended = amend(booking, people=4)

    assert (amended.party_size, amended.resource.name, amended.starts_at) == (4, "T2", booking.starts_at)


def test_more_people_stay_as_long_as_such_a_party_does(table: Service, booking: Booking) -> None:
    PartyDuration.objects.create(service=table, from_party=4, duration_minutes=165)

    assert amend(booking, people=4).ends_at == booking.starts_at + minutes(165)


def test_people_are_refused_where_a_new_booking_would_be(table: Service, booking: Booking) -> None:
    with pytest.raises(PartyTooLarge):
        amend(booking, people=9)
    confirmed(table, customer=CustomerDetails("Bob", "", "bob@example.com"))  # the other table
    with pytest.raises(SlotTaken):
        amend(booking, people=4)


def test_number_of_people_is_bound_by_the_notice_and_words_are_not(table: Service, booking: Booking) -> None:
    late = booking.starts_at - minutes(30)
    with pytest.raises(TooLateToChange):
        amend(booking, people=3, now=late)
    assert amend(booking, note="We bring a pram", now=late).note == "We bring a pram"


def test_booking_that_is_over_is_not_amended(booking: Booking) -> None:
    cancel_booking(reference=booking.reference, by=STAFF, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        amend(booking, note="too late")
