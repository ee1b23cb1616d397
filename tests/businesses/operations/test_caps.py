"""One contact, one visitor and one business take so many places and no more; staff write down what they agree."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from businesses.contacts import CustomerDetails
from businesses.errors import BookingBusy, BookingsTooFast, ContactNotValid, SlotTaken, TooManyBookings
from businesses.models import Booking, Service
from businesses.operations import cancel_booking, hold_slot, reschedule_booking
from businesses.operations.caps import A_DAY, COMING, CONVERSATION, FORM
from tenants.actors import Actor
from tenants.context import enter
from tenants.limits.caller import calling_from
from tests.businesses import rows
from tests.businesses.crowd import at_once, split
from tests.businesses.rows import ANNA, NOW, STAFF, VISITOR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from businesses.offered import OfferedSlot
    from tenants.models import Business

EVENING = 12


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def evening(restaurant: Business) -> Service:
    """Twelve tables that can be had at seven."""
    return tables()


def tables(count: int = EVENING) -> Service:
    return rows.add_service(*(rows.add_table(f"T{n}", 2) for n in range(count)), needs_party=True)


def slots(service: Service, *, now: datetime = NOW) -> list[OfferedSlot]:
    """A time with room for everybody, once for each who asks."""
    return [rows.slot_at(service, 19, now=now)] * EVENING


def take(slot: OfferedSlot, contact: CustomerDetails = ANNA, *, by: Actor = VISITOR, source: str = "api") -> Booking:
    return hold_slot(slot_token=slot.token, party_size=slot.party_size, customer=contact, by=by, source=source, now=NOW)


SPELLINGS = {
    "phone": [
        CustomerDetails("Ann", phone=phone)
        for phone in ("+39 06 1234567", "06 1234567", "0039061234567", "06-123.45.67", "(06) 1234567", "+39061234567")
    ],
    "mailbox": [
        CustomerDetails("Ann", email=email)
        for email in ("a@x.example", "A@X.example", "a+1@x.example", "a+zz@x.EXAMPLE", " a@x.example", "a+@x.example")
    ],
    "gmail": [
        CustomerDetails("Ann", email=f"{local}@{domain}")
        for domain in ("gmail.com", "googlemail.com")
        for local in ("ann.lee", "a.n.n.lee", "annlee+1")
    ],
    "names": [CustomerDetails(name, phone="+39061234567") for name in ("Ann", "Bo", "Cy", "Di", "Ed", "Flo")],
}


@pytest.mark.parametrize("kind", SPELLINGS)
def test_one_contact_does_not_empty_an_evening_however_it_is_written(evening: Service, kind: str) -> None:
    contacts = SPELLINGS[kind] * 2
    for slot, contact in zip(slots(evening)[:A_DAY], contacts, strict=False):
        take(slot, contact)
    for slot, contact in zip(slots(evening), contacts, strict=True):
        with pytest.raises(TooManyBookings) as caught:
            take(slot, contact)
        assert "call us" in str(caught.value.detail)
        assert set(caught.value.errors) <= {"phone", "email"}
    assert Booking.objects.count() == A_DAY


@pytest.mark.parametrize(
    "again", [{"phone": ANNA.phone}, {"email": ANNA.email}, {"phone": ANNA.phone, "email": "other@example.com"}]
)
def test_phone_and_mailbox_count_each_for_itself(evening: Service, again: dict[str, str]) -> None:
    for slot in slots(evening)[:A_DAY]:
        take(slot)
    with pytest.raises(TooManyBookings):
        take(slots(evening)[0], CustomerDetails("Bob", **again))


@pytest.mark.parametrize("source", ["api", "chat", "form"])
def test_whatever_the_door(evening: Service, source: str) -> None:
    by = Actor("agent", "conversation:1") if source == "chat" else VISITOR
    for slot in slots(evening)[:A_DAY]:
        take(slot, by=by, source=source)
    with pytest.raises(TooManyBookings):
        take(slots(evening)[0], source="api")


def test_many_at_once_get_no_more(live_marios: Business, live_bella: Business) -> None:
    offered = {}
    for business in (live_marios, live_bella):
        with enter(business.schema_name):
            rows.clear_rows()
            rows.open_daily((18, 23))
            rows.set_policy()
            offered[business.slug] = slots(tables(8))[0]
    answers = at_once(live_marios.schema_name, lambda _n: take(offered["marios"]), count=24)
    held, errors = split(answers)
    assert len(held) == A_DAY
    assert {type(error) for error in errors} <= {TooManyBookings, BookingBusy}
    with enter(live_bella.schema_name):
        assert take(offered["bella"]).status == "held", "another business counts for itself"


def test_other_people_still_find_a_table(evening: Service) -> None:
    for slot in slots(evening)[:A_DAY]:
        take(slot)
    assert take(slots(evening)[0], CustomerDetails("Bob", email="bob@example.com")).status == "held"
    assert take(slots(evening)[0], CustomerDetails("Cy", phone="+39067654321")).status == "held"


def test_what_is_over_or_given_back_does_not_count(evening: Service) -> None:
    held = [take(slot) for slot in slots(evening)[:A_DAY]]
    cancel_booking(reference=held[0].reference, by=VISITOR, now=NOW)
    take(slots(evening)[0])
    Booking.objects.update(expires_at=NOW - timedelta(minutes=1))
    for slot in slots(evening)[:A_DAY]:
        take(slot)


def test_a_request_sent_again_is_the_same_hold(evening: Service) -> None:
    slot = slots(evening)[0]
    for each in slots(evening)[: A_DAY - 1]:
        take(each)
    first = rows.hold(slot, idempotency_key="again")
    assert rows.hold(slot, idempotency_key="again").pk == first.pk


def test_nor_does_it_by_moving_what_it_has_on_other_days(evening: Service) -> None:
    for slot in slots(evening)[:A_DAY]:
        take(slot)
    tomorrow = slots(evening, now=NOW + timedelta(days=1))[0]
    other = take(tomorrow)
    with pytest.raises(TooManyBookings):
        reschedule_booking(reference=other.reference, slot_token=slots(evening)[0].token, by=VISITOR, now=NOW)
    moved = reschedule_booking(reference=other.reference, slot_token=slots(evening)[0].token, by=STAFF, now=NOW)
    assert moved.during.lower == slots(evening)[0].start


def test_nor_by_taking_every_day(evening: Service) -> None:
    days = [slots(evening, now=NOW + timedelta(days=day))[0] for day in range(COMING // 2 + 1)]
    for slot in (days * 2)[:COMING]:
        take(slot)
    with pytest.raises(TooManyBookings, match=f"{COMING} bookings to come"):
        take(days[-1])


def test_staff_write_down_what_they_agree(evening: Service) -> None:
    for slot in slots(evening):
        take(slot, by=STAFF, source="staff")
    assert Booking.objects.count() == EVENING


def contact(number: int) -> CustomerDetails:
    return CustomerDetails(f"P{number}", email=f"p{number}@example.com")


def test_one_address_books_by_the_form_so_often(restaurant: Business) -> None:
    service = tables(FORM.burst + 2)
    slot = slots(service)[0]
    with calling_from("192.0.2.1"):
        for number in range(FORM.burst):
            take(slot, contact(number), source="form")
        with pytest.raises(BookingsTooFast) as caught:
            take(slot, contact(99), source="form")
    assert caught.value.status == 429
    assert caught.value.retry_after
    with calling_from("192.0.2.2"):
        assert take(slot, contact(100), source="form").status == "held"


def test_one_conversation_books_so_often(evening: Service) -> None:
    agent = Actor("agent", "conversation:7", "assistant")
    for number in range(CONVERSATION.burst):
        take(slots(evening)[0], contact(number), by=agent, source="chat")
    with pytest.raises(BookingsTooFast):
        take(slots(evening)[0], contact(99), by=agent, source="chat")
    assert take(slots(evening)[0], contact(100), by=Actor("agent", "conversation:8"), source="chat").status == "held"


def test_who_was_not_given_a_place_may_try_again(restaurant: Business) -> None:
    only = tables(1)
    slot = slots(only)[0]
    take(slot, contact(0))
    with calling_from("192.0.2.1"):
        for number in range(FORM.burst * 2):
            with pytest.raises(SlotTaken):
                take(slot, contact(number + 1), source="form")


def test_the_refusals_are_of_the_kinds_every_door_tells() -> None:
    """The form puts the first beside its field, the chat asks for another contact; of the second both say try again."""
    assert issubclass(TooManyBookings, ContactNotValid)
    assert issubclass(BookingsTooFast, BookingBusy)
