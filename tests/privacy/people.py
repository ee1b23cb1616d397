"""A customer who leaves traces everywhere, by the ways customers and staff leave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.models import Booking, Customer, Service
from businesses.operations import amend_booking, cancel_booking
from businesses.queries import find_slots
from conversations.limits import count_message
from conversations.operations.handoffs import keep_contact
from conversations.repository.facts import Person as Contact
from tenants.actors import SYSTEM, Actor
from tenants.deeds import done
from tests.businesses.hosts import browser_of
from tests.conversations.talking import Talk, a_day
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business
    from tests.businesses.hosts import BrowserInside

STAFF = Actor("staff", "7", "Sara")


@dataclass(frozen=True)
class Person:
    name: str
    phone: str
    email: str
    remark: str
    note: str

    @property
    def words(self) -> tuple[str, ...]:
        return (self.name, self.phone, self.email, self.remark, self.note)


ZOLTANA = Person(
    "Zoltana Quillfeather",
    "+390677712345",
    "zoltana@quillfeather.example",
    "grandmother wilhelmina oddbody",
    "monstera beside the window",
)
YVAINE = Person(
    "Yvaine Thistledown",
    "+390688854321",
    "yvaine@thistledown.example",
    "grandfather bartholomew evenwood",
    "ficus beside the door",
)


def leave_traces(person: Person, business: Business) -> tuple[Customer, Customer]:
    """Books in the chat with an e-mail address, and over the API with a phone number; the two rows this makes."""
    _talk_with(person)
    chatted = Booking.objects.get(customer__name=person.name)
    _hold_over_the_api(person, business)
    called = Booking.objects.get(customer__phone=person.phone)
    amend_booking(reference=chatted.reference, note=person.note, by=STAFF)
    amend_booking(reference=chatted.reference, note=f"{person.note}, really", by=STAFF)
    cancel_booking(reference=called.reference, reason=f"ill, says {person.remark}", by=STAFF)
    Customer.objects.filter(pk=chatted.customer_id).update(notes=f"likes the {person.note}")
    _log_in_the_admin(chatted.customer)
    return chatted.customer, called.customer


def _talk_with(person: Person) -> None:
    talk = Talk()
    count_message(talk.id)  # as the page does
    for line in (f"a table for 2 people at 13:00 on {a_day():%d %B %Y}", person.name, person.email):
        talk.say(line)
    assert talk.turn["stage"] == "CONFIRMATION", talk.turn
    talk.say("yes please")
    assert talk.turn["booking"], talk.turn
    talk.say(f"I will bring my {person.remark}")
    talk.say("can I talk to a person please?")
    keep_contact(
        conversation_id=talk.id, person=Contact(name=person.name, phone=person.phone, email=person.email), by=talk.by
    )


def _hold_over_the_api(person: Person, business: Business) -> None:
    at = datetime.combine(a_day(), time(19), tzinfo=business.zone)
    slots = find_slots(service=Service.objects.get(), party_size=2, day=at.date(), at=at.time(), now=timezone.now())
    body = {
        "slot_token": slots[0].token,
        "party_size": 2,
        "customer": {"name": person.name, "phone": person.phone},
        "note": person.note,
    }
    answer = browser_of(business).post(
        "/api/v1/bookings/hold", body, content_type="application/json", headers={"Idempotency-Key": "equal-in-both"}
    )
    assert answer.status_code == 201, answer.content


def _log_in_the_admin(customer: Customer) -> None:
    done("customer.changed", about=f"customer:{customer.pk}", by=SYSTEM, particulars={"called": str(customer)})


def signed_in(business: Business, role: str) -> BrowserInside:
    """A member in the browser; the test stays inside the business."""
    new_user(f"{role}@example.com", business=business, role=role)
    browser = browser_of(business)
    browser.post("/login/", {"username": f"{role}@example.com", "password": PASSWORD})
    return browser
