"""Erasing a customer leaves no byte of them in any store, and everybody else as they were."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from audit.models import Entry, Particulars
from businesses.board.queries import board_of
from businesses.contacts import CustomerDetails
from businesses.errors import BookingNotFound, SlotTaken
from businesses.models import Booking, Customer, Erasure
from businesses.operations import confirm_booking, record_booking
from businesses.privacy.erasing import erase_customer, finish_erasure, finish_erasures, preview
from businesses.privacy.errors import NameMismatch
from businesses.privacy.exporting import request_export, write_export
from businesses.privacy.holdings import stores, tables
from businesses.privacy.persons import others_of_contact, person_of
from businesses.tokens import booking_by_manage_token, manage_token
from conversations.models import Conversation, Message
from embedded.layout import layout_of
from tenants.connection import owning
from tenants.context import enter
from tenants.models import Role
from tests.businesses.rows import ANNA, DAY, NOW, hold, slot_at
from tests.conversations.talking import Talk
from tests.privacy import searching
from tests.privacy.people import STAFF, ZOLTANA, leave_traces, signed_in
from tests.workflows.test_walk import is_forgotten, mails_of, relay, until
from workflows.client import hang_up
from workflows.models import SentMail

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

    from businesses.models import Service
    from tenants.models import Business
    from tests.workflows.servers import Server

GUEST = CustomerDetails(name="Guido Guest")
LATER = timedelta(minutes=11)


def analyse() -> None:
    """What PostgreSQL's own worker does now and then, and keeps samples of the rows by."""
    with transaction.atomic(), owning(), connection.cursor() as cursor:
        cursor.execute("ANALYZE businesses_customer")


def test_no_byte_of_a_customer_is_left_in_any_store(
    live_marios: Business,
    live_bella: Business,
    state_folder: Path,
    log: io.StringIO,
    server: Server,
    worker: None,
) -> None:
    by, words = STAFF, ZOLTANA.words
    postgres_log = layout_of(is_for_tests=True).log / "postgres.log"
    logged_before = postgres_log.stat().st_size
    with enter(live_bella.schema_name):
        Customer.objects.create(pk=1, name="Before", phone="")
    with enter(live_marios.schema_name):
        chatted, called = leave_traces(ZOLTANA, live_marios)
        for number in range(3):
            Customer.objects.create(name=f"Anna {number}")
        write_export(export_id=request_export(by=by, customer=chatted).pk, now=timezone.now())
        write_export(export_id=request_export(by=by).pk, now=timezone.now())
        analyse()
        booking = Booking.objects.get(customer=chatted)
    with enter(live_bella.schema_name):
        Booking.objects.all().delete()
    relay()
    until(lambda: mails_of(live_marios))

    found = searching.in_database(*words)
    expected = {
        "businesses_customer", "businesses_booking", "businesses_bookingchange", "businesses_idempotencykey",
        "conversations_message", "conversations_turn", "conversations_conversation", "checkpoint_blobs",
        "workflows_sentmail", "audit_particulars", "pg_statistic",
    }  # fmt: skip
    assert expected <= found
    assert "events_outboxevent" not in found
    assert {path.split("/")[0] for path in searching.in_files(*words, under=state_folder)} == {"mail"}
    exports = sorted(state_folder.glob("media/*/exports/*"))
    assert len(exports) == 2

    with enter(live_marios.schema_name):
        assert list(others_of_contact(chatted)) == []
        erasure = erase_customer(customer=chatted, also=[called], confirmed_name=ZOLTANA.name, by=by)
        finish_erasure(erasure=erasure, now=timezone.now())
        assert erasure.trouble == ""
        assert finish_erasures(now=timezone.now()) == 0
        assert finish_erasures(now=timezone.now() + LATER) == 1
        erasure.refresh_from_db()
        assert erasure.checked_at is not None

    assert searching.in_database(*words) == set()
    assert searching.in_redis(*words) == set()
    assert searching.in_files(*words, under=state_folder) == set()
    assert list(state_folder.glob("media/*/exports/*")) == []
    assert searching.in_histories(*words) == set()
    assert searching.has_any(log.getvalue().encode(), words) is False
    assert "customer_erased" in log.getvalue()
    assert searching.has_any(postgres_log.read_bytes()[logged_before:], words) is False
    until(lambda: is_forgotten(live_marios, booking))
    server.kill()
    raw = b"".join(path.read_bytes() for path in server.database.parent.glob("temporal.db*"))
    assert live_marios.schema_name.encode() in raw  # it is the file that was written to
    assert searching.has_any(raw, words) is False

    call_command("rewrite_tables", live_marios.slug, stdout=io.StringIO())
    assert searching.in_heap(live_marios.schema_name, *words) == set()
    assert set(erasure.counts) >= {
        "customers", "bookings", "booking_changes", "messages", "turns", "conversations", "memory", "mails",
        "mail_files", "workflows", "exports", "admin_log", "repeated_requests", "limits",
    }  # fmt: skip
    assert searching.has_any(repr((erasure.counts, erasure.keys, erasure.trouble)).encode(), words) is False


def test_the_name_must_be_typed(table: Service) -> None:
    customer = hold(slot_at(table, 19)).customer
    for typed in ("", "Anna", "anna rossi"):
        with pytest.raises(NameMismatch):
            erase_customer(customer=customer, confirmed_name=typed, by=STAFF)
    assert Customer.objects.get().name == ANNA.name
    assert not Erasure.objects.exists()


def test_the_board_and_the_figures_stay_true(table: Service) -> None:
    booking = hold(slot_at(table, 19), note="by the window")
    confirm_booking(reference=booking.reference, by=STAFF, now=NOW)
    before = Booking.objects.values("reference", "status", "party_size", "during", "service", "resource", "customer")
    kept, day = list(before), board_of(DAY, now=NOW)
    shown = erase_customer(customer=booking.customer, confirmed_name=ANNA.name, by=STAFF)
    assert list(before.all()) == kept
    assert board_of(DAY, now=NOW).guests == day.guests
    with pytest.raises(SlotTaken):
        record_booking(
            service=table, party_size=2, start=booking.during.lower, customer=GUEST, by=STAFF, source="staff",
            resource=booking.resource, now=NOW,
        )  # fmt: skip
    assert shown.counts["bookings"] == 1


def test_erasing_again_finds_nothing(table: Service, temporal: str) -> None:
    booking = hold(slot_at(table, 19), note="by the window")
    erasure = erase_customer(customer=booking.customer, confirmed_name=ANNA.name, by=STAFF)
    first = dict(erasure.counts)
    finish_erasure(erasure=erasure, now=NOW)
    finish_erasure(erasure=erasure, now=NOW + LATER)
    assert erasure.counts == first
    customer = Customer.objects.get()
    assert customer.erased_at is not None
    again = erase_customer(customer=customer, confirmed_name=customer.name, by=STAFF)
    assert again.counts == {}


def test_who_comes_back_is_somebody_new(table: Service) -> None:
    booking = hold(slot_at(table, 19))
    erase_customer(customer=booking.customer, confirmed_name=ANNA.name, by=STAFF)
    again = hold(slot_at(table, 12))
    assert again.customer_id != booking.customer_id
    nobody = Customer.objects.get(pk=booking.customer_id)
    named = CustomerDetails(nobody.name)
    found = record_booking(
        service=table, party_size=2, start=again.during.lower + timedelta(days=2), customer=named, by=STAFF,
        source="staff", now=NOW,
    )  # fmt: skip
    assert found.customer_id != nobody.pk


def test_a_mailed_link_opens_nothing_any_more(table: Service) -> None:
    booking = hold(slot_at(table, 19))
    link = manage_token(booking)
    assert booking_by_manage_token(reference=booking.reference, token=link) == booking
    erase_customer(customer=booking.customer, confirmed_name=ANNA.name, by=STAFF)
    with pytest.raises(BookingNotFound):
        booking_by_manage_token(reference=booking.reference, token=link)


def test_what_was_written_meanwhile_goes_with_the_second_look(live_marios: Business, temporal: str) -> None:
    """A turn that was under way stores what it remembers after its conversation was erased."""
    with enter(live_marios.schema_name):
        talk = Talk()
        talk.until_read_back()
        talk.say("yes please")
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE late ON COMMIT PRESERVE ROWS AS SELECT * FROM checkpoint_blobs")
            customer = Booking.objects.get().customer
            erasure = erase_customer(customer=customer, confirmed_name=customer.name, by=STAFF)
            finish_erasure(erasure=erasure, now=timezone.now())
            cursor.execute("INSERT INTO checkpoint_blobs SELECT * FROM late")
            cursor.execute("DROP TABLE late")
        assert "checkpoint_blobs" in searching.in_database("Anna Rossi")
        finish_erasures(now=timezone.now() + LATER)
        assert searching.in_database("Anna Rossi") == set()


def test_a_store_that_is_away_is_seen_to_when_it_is_back(table: Service, settings: Settings, temporal: str) -> None:
    booking = hold(slot_at(table, 19))
    here, settings.TEMPORAL_ADDRESS = settings.TEMPORAL_ADDRESS, "127.0.0.1:9"
    hang_up()
    assert told_of("workflows", booking.customer) is None
    erasure = erase_customer(customer=booking.customer, confirmed_name=ANNA.name, by=STAFF)
    finish_erasure(erasure=erasure, now=NOW)
    assert (erasure.trouble, erasure.erased_at) == ("workflows: TemporalUnavailable", None)
    assert Customer.objects.get().name != ANNA.name
    settings.TEMPORAL_ADDRESS = here
    hang_up()
    assert finish_erasures(now=NOW + timedelta(minutes=5)) == 1
    erasure.refresh_from_db()
    assert (erasure.trouble, erasure.erased_at) == ("", NOW + timedelta(minutes=5))


def told_of(name: str, customer: Customer) -> int | None:
    titles = {store.name: store.title for store in stores()}
    return next(count for title, count in preview([customer]) if title == titles[name])


def test_a_household_shares_a_number_and_is_not_erased_with_one_of_it(table: Service) -> None:
    anna = hold(slot_at(table, 19)).customer
    bruno = hold(slot_at(table, 12), customer=replace(ANNA, name="Bruno Rossi", email="")).customer
    assert list(others_of_contact(anna)) == [bruno]
    erase_customer(customer=anna, confirmed_name=ANNA.name, by=STAFF)
    bruno.refresh_from_db()
    assert bruno.name == "Bruno Rossi"


@pytest.mark.parametrize(
    ("said", "is_theirs"),
    [
        ("write to anna@example.com, please", True),
        ("It is ANNA@example.com.", True),
        ("anna@example.com", True),
        ("my address: <anna@example.com>", True),
        ("joanna@example.com", False),
        ("anna@example.com.au", False),
        ("anna@example.company", False),
        ("call +39061234567!", True),
        ("call +390612345678", False),
    ],
)
def test_a_conversation_is_theirs_if_their_contact_stands_in_it(
    in_marios: Business, said: str, is_theirs: bool
) -> None:
    customer = Customer.objects.create(name=ANNA.name, email=ANNA.email, phone="+39061234567")
    conversation = Conversation.objects.create()
    Message.objects.create(conversation=conversation, sequence=1, role="customer", text=said)
    Message.objects.create(conversation=Conversation.objects.create(), sequence=1, role="customer", text="Hello")
    expected = (str(conversation.pk),) if is_theirs else ()
    assert person_of([customer]).of("conversation") == expected


def test_another_business_keeps_its_own(live_marios: Business, live_bella: Business, temporal: str) -> None:
    """With equal keys, references, conversations and words."""
    rows = {}
    for business in (live_marios, live_bella):
        with enter(business.schema_name):
            Customer.objects.create(pk=77, name=ANNA.name, email=ANNA.email)
            conversation = Conversation.objects.create(pk=UUID(int=7), contact={"email": ANNA.email})
            Message.objects.create(conversation=conversation, sequence=1, role="customer", text="It is Anna")
            SentMail.objects.create(
                reference="AAA-AAA", kind="confirmation", version=1, to=ANNA.email, subject="x", text="Dear Anna",
                html="x", message_id="<same@x>",
            )  # fmt: skip
            rows[business.slug] = everything_of()
    with enter(live_marios.schema_name):
        customer = Customer.objects.get(pk=77)
        erasure = erase_customer(customer=customer, confirmed_name=ANNA.name, by=STAFF)
        finish_erasure(erasure=erasure, now=timezone.now())
        assert erasure.counts == {"customers": 1, "conversations": 1, "messages": 1}
        assert everything_of() != rows["marios"]
    with enter(live_bella.schema_name):
        assert everything_of() == rows["bella"]


def everything_of() -> dict[str, list[object]]:
    return {table.name: list(table.read(None)) for table in tables() if table.is_of_people}


def test_an_owner_sees_what_there_is_and_erases_by_the_name(table: Service, marios: Business) -> None:
    customer = hold(slot_at(table, 19), note="by the window").customer
    owner, page = signed_in(marios, Role.OWNER), f"/admin/businesses/customer/{customer.pk}/data/"
    shown = owner.get(page).content.decode()
    assert "Customers: 1" in shown
    assert "Bookings: 1" in shown
    refused = owner.post(page, {"do": "erase", "name": "Nobody"})
    assert refused.status_code == 409
    assert "nothing was erased" in refused.content.decode()
    done = owner.post(page, {"do": "erase", "name": ANNA.name}, follow=True)
    assert done.status_code == 200
    assert "customers: 1" in done.content.decode()
    with enter(marios.schema_name):
        assert Customer.objects.get().name != ANNA.name
    assert owner.get(page).status_code == 404


def test_a_manager_copies_and_does_not_erase(table: Service, marios: Business) -> None:
    customer = hold(slot_at(table, 19)).customer
    manager, page = signed_in(marios, Role.MANAGER), f"/admin/businesses/customer/{customer.pk}/data/"
    assert "Erase for good" not in manager.get(page).content.decode()
    assert manager.post(page, {"do": "erase", "name": ANNA.name}).status_code == 403
    assert manager.post(page, {"do": "export"}).status_code == 302
    with enter(marios.schema_name):
        assert Customer.objects.get().name == ANNA.name


def test_what_was_written_by_hand_to_a_booking_goes_too(marios: Business, table: Service) -> None:
    """The admin names a booking as operations do, so that its particulars are found with it."""
    words = "her monstera comes along"
    booking = hold(slot_at(table, 19))
    owner = signed_in(marios, Role.OWNER)
    form = {"note": words, "address": "", "changes-TOTAL_FORMS": 0, "changes-INITIAL_FORMS": 0}
    assert owner.post(f"/admin/businesses/booking/{booking.pk}/change/", form).status_code == 302
    told = Entry.objects.whole().filter(deed="booking.changed")
    assert [(entry.about, words in str(entry.particulars.values)) for entry in told] == [
        (f"booking:{booking.reference}", True)
    ]
    erase_customer(customer=booking.customer, confirmed_name=ANNA.name, by=STAFF)
    assert not any(words in str(kept.values) for kept in Particulars.objects.all())
