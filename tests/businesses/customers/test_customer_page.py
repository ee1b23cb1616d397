"""One page for one customer, as far as one may see it; two rows of a person are joined and separated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Entry
from businesses.errors import CustomerNotFound, SamePerson
from businesses.models import Booking, Customer, Service
from businesses.operations.persons import join_customers, separate_customer
from businesses.privacy.erasing import erase_customer
from businesses.privacy.holdings import CUSTOMER
from businesses.privacy.persons import person_of
from conversations.models import Conversation, ConversationBooking
from conversations.operations import start_conversation
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import CustomRole, Membership, User
from tenants.operations import save_role
from tests.businesses import rows
from tests.factories import PASSWORD, new_user
from workflows.models import SentMail

if TYPE_CHECKING:
    from tenants.models import Business

PAGE = "/staff/customers/"


@pytest.fixture
def manager(marios: Business) -> Client:
    new_user("sara@example.com", business=marios, role="manager")
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "sara@example.com", "password": PASSWORD})
    return client


@pytest.fixture
def anna(marios: Business) -> Customer:
    """Has booked in a conversation, and got a mail."""
    with enter(marios.schema_name):
        rows.clear_rows()
        rows.open_daily((12, 15), (18, 23))
        service = rows.add_service(rows.add_table("T1"), rows.add_table("T2"), needs_party=True)
        return booked(service, 19)


def booked(service: Service, hour: int) -> Customer:
    booking = rows.hold(rows.slot_at(service, hour))
    conversation = start_conversation(by=rows.VISITOR).conversation
    ConversationBooking.objects.create(conversation=conversation, booking=booking)
    SentMail.objects.create(
        reference=booking.reference, kind="confirmation", version=1, to="anna@example.com",
        subject=f"Booked at {hour}", text="x", html="x", message_id=f"<{hour}>", state="sent",
    )  # fmt: skip
    return booking.customer


def another(name: str = "A. Rossi", **fields: str) -> Customer:
    return Customer.objects.create(name=name, **fields)


def test_all_that_is_theirs_is_on_one_page(marios: Business, manager: Client, anna: Customer) -> None:
    shown = manager.get(f"{PAGE}{anna.pk}/").content.decode()
    with enter(marios.schema_name):
        conversation, booking = Conversation.objects.get(), Booking.objects.get()
    assert "Booked at 19" in shown
    assert str(conversation.pk) in shown
    assert booking.reference in shown


def test_much_costs_as_many_queries_as_little(marios: Business, manager: Client, anna: Customer) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert manager.get(path).status_code == 200
        return len(captured)

    paths = (PAGE, f"{PAGE}{anna.pk}/")
    [cost(path) for path in paths]
    before = [cost(path) for path in paths]
    with enter(marios.schema_name):
        booked(Service.objects.get(), 13)
        another(phone=anna.phone)
        join_customers(customer_id=anna.pk, other_id=another("Nina").pk, by=rows.STAFF)
    assert [cost(path) for path in paths] == before


def test_the_list_counts_over_all_rows_of_a_person(marios: Business, manager: Client, anna: Customer) -> None:
    with enter(marios.schema_name):
        booking = booked(Service.objects.get(), 13).bookings.latest("pk")
        other = another("Nina")
        Booking.objects.filter(pk=booking.pk).update(customer=other)
        join_customers(customer_id=other.pk, other_id=anna.pk, by=rows.STAFF)
        another("Zoe")
    figures = {row.name: (row.booked, row.ordered) for row in manager.get(PAGE).context["page"]}
    assert figures == {"Nina": (2, 0), "Zoe": (0, 0)}
    found = manager.get(PAGE, {"q": "Anna"}).context["page"]
    assert [(row.booked, row.last.hour > 0) for row in found] == [(2, True)], (
        "found by the row that points at the other"
    )


@pytest.mark.parametrize(
    ("search", "found"), [("ROSS", 1), ("06 1234567", 1), ("anna@ex", 1), ("nobody", 0), ("%", 0), ("123", 0)]
)
def test_searching(manager: Client, anna: Customer, search: str, found: int) -> None:
    shown = manager.get(PAGE, {"q": search}).content.decode()
    assert shown.count("Anna Rossi") == found
    assert ("Nobody was found" in shown) == (not found)


def test_a_reference_finds_its_customer(marios: Business, manager: Client, anna: Customer) -> None:
    with enter(marios.schema_name):
        reference = anna.bookings.get().reference
    assert "Anna Rossi" in manager.get(PAGE, {"q": reference.lower()}).content.decode()


def test_who_may_not_see_chats_or_mails_sees_none(marios: Business, manager: Client, anna: Customer) -> None:
    role = save_role(role=CustomRole(business=marios, name="Desk", permissions=["customers.view"]), by=SYSTEM)
    Membership.objects.filter(user=User.objects.get(email="sara@example.com")).update(role="custom", custom_role=role)
    shown = manager.get(f"{PAGE}{anna.pk}/").content.decode()
    assert "Anna Rossi" in shown
    assert "Booked at 19" not in shown
    assert "Same person" not in shown
    assert manager.post(f"{PAGE}{anna.pk}/notes/", {"notes": "x"}).status_code == 403


def test_two_rows_of_a_person_are_joined_and_separated(marios: Business, manager: Client, anna: Customer) -> None:
    with enter(marios.schema_name):
        other = another(email="rossi@work.example", phone=anna.phone)
    assert "A. Rossi" in manager.get(f"{PAGE}{anna.pk}/").content.decode(), "the same number is offered"
    for _ in range(2):
        manager.post(f"{PAGE}{anna.pk}/join/", {"other": other.pk})
    assert "rossi@work.example" in manager.get(f"{PAGE}{anna.pk}/").content.decode()
    assert manager.get(f"{PAGE}{other.pk}/").headers["location"] == f"{PAGE}{anna.pk}/"
    with enter(marios.schema_name):
        assert set(person_of([anna]).of(CUSTOMER)) == {str(anna.pk), str(other.pk)}
        assert Entry.objects.filter(deed="customer.joined").count() == 1
    manager.post(f"{PAGE}{other.pk}/separate/")
    assert manager.get(f"{PAGE}{other.pk}/").status_code == 200
    with enter(marios.schema_name):
        other.refresh_from_db()
        assert other.same_as_id is None
        assert other.email == "rossi@work.example", "nothing was moved, so nothing is lost"


def test_who_is_joined_with_one_of_them_is_joined_with_all(in_marios: Business) -> None:
    first, second, third = (another(name) for name in "ABC")
    join_customers(customer_id=second.pk, other_id=third.pk, by=rows.STAFF)
    join_customers(customer_id=first.pk, other_id=third.pk, by=rows.STAFF)
    assert set(Customer.objects.filter(same_as=first)) == {second, third}
    separate_customer(customer_id=third.pk, by=rows.STAFF)
    assert set(Customer.objects.filter(same_as=first)) == {second}


def test_what_cannot_be_joined(in_marios: Business) -> None:
    one = another()
    with pytest.raises(SamePerson):
        join_customers(customer_id=one.pk, other_id=one.pk, by=rows.STAFF)
    with pytest.raises(CustomerNotFound):
        join_customers(customer_id=one.pk, other_id=987654, by=rows.STAFF)


def test_joined_rows_are_erased_together(in_marios: Business) -> None:
    one, other = another("A", email="a@example.com"), another("B", email="b@example.com")
    join_customers(customer_id=one.pk, other_id=other.pk, by=rows.STAFF)
    erase_customer(customer=one, confirmed_name="A", by=rows.STAFF)
    assert not Customer.objects.filter(erased_at=None).exists()
    assert not Customer.objects.filter(same_as__isnull=False).exists()


def test_notes_of_a_colleague_are_not_overwritten(marios: Business, manager: Client, anna: Customer) -> None:
    path = f"{PAGE}{anna.pk}/"
    seen = manager.get(path).context["seen"]
    manager.post(f"{path}notes/", {"notes": "hazelnuts!", "seen": seen})
    late = manager.post(f"{path}notes/", {"notes": "window seat", "seen": seen})
    assert late.status_code == 409
    assert "hazelnuts!" in late.content.decode()
    assert "window seat" in late.content.decode(), "what was typed is not lost"
    with enter(marios.schema_name):
        anna.refresh_from_db()
    assert anna.notes == "hazelnuts!"
    manager.post(f"{path}notes/", {"notes": "hazelnuts! window seat", "seen": late.context["seen"]})
    assert "hazelnuts! window seat" in manager.get(path).content.decode()


def test_another_businesss_customers_are_not_there(marios: Business, bella: Business, manager: Client) -> None:
    with enter(bella.schema_name):
        for number in range(30):
            theirs = another(f"Zoe {number}")
    assert manager.get(f"{PAGE}{theirs.pk}/").status_code == 404
    assert manager.post(f"{PAGE}{theirs.pk}/notes/", {"notes": "x"}).status_code == 404
    assert "Zoe" not in manager.get(PAGE).content.decode()


def test_nobody_yet(marios: Business, manager: Client) -> None:
    assert "No customer yet" in manager.get(PAGE).content.decode()
