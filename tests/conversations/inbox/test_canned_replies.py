"""Canned replies say what rows say, in the customer's language; what no row says stays to be said."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from businesses.models import Booking
from businesses.operations.confirmations import confirm_booking
from conversations.inbox.beside import Beside, beside
from conversations.inbox.canned import PLACEHOLDERS, filled, replies_for
from conversations.inbox.queries import thread_of
from conversations.models import CannedReply, Conversation, ConversationBooking
from conversations.operations import start_conversation
from tenants.actors import Actor
from tenants.context import enter
from tenants.permissions import Permission
from tests.businesses import rows

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business

FORM = {"shortcut": "Hours", "locale": "en", "text": "We are open {hours}, {name}."}


def said(locale: str = "en") -> dict[str, str]:
    conversation = start_conversation(by=Actor("customer", "v"), locale=locale).conversation
    Conversation.objects.filter(pk=conversation.pk).update(contact={"name": "Anna"})
    found = replies_for(thread_of(conversation.pk), Beside(), me="Sara")
    return {f"{each['shortcut']} {each['language']}": each["text"] for each in found}


def test_rows_fill_what_they_say(in_marios: Business) -> None:
    rows.clear_rows()
    CannedReply.objects.create(shortcut="hi", locale="en", text="Dear {name}, {hours}. {me}, {business}")
    CannedReply.objects.create(shortcut="ref", locale="en", text="Your booking {booking}")
    assert said()["hi English"] == f"Dear Anna, closed. Sara, {in_marios.name}"
    assert said()["ref English"] == "Your booking {booking}", "no booking: it is not made up"


def test_a_number_somebody_left_tells_them_nothing_of_its_owner(in_marios: Business) -> None:
    rows.clear_rows()
    rows.open_daily((12, 15), (18, 23))
    service = rows.add_service(rows.add_table("T1"), needs_party=True)
    held = rows.hold(rows.slot_at(service, 19))
    booking = confirm_booking(reference=held.reference, by=rows.VISITOR, now=rows.NOW)
    Booking.objects.update(
        during=DateTimeTZRange(timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2))
    )
    CannedReply.objects.create(shortcut="ref", locale="en", text="Your booking {booking}")
    conversation = start_conversation(by=Actor("customer", "v")).conversation
    conversation.contact = {"phone": booking.customer.phone}
    conversation.save()

    def told() -> str:
        around = beside(conversation, permissions=set(Permission))
        assert [each.reference for each in around.bookings] == [booking.reference], "staff see it either way"
        return replies_for(thread_of(conversation.pk), around, me="Sara")[0]["text"]

    assert told() == "Your booking {booking}"
    ConversationBooking.objects.create(conversation=conversation, booking=booking)
    assert told() == f"Your booking {booking.reference}"


def test_those_in_the_customers_language_come_first(in_marios: Business) -> None:
    for locale in ("de", "en"):
        CannedReply.objects.create(shortcut="hi", locale=locale, text="{hours}")
    rows.clear_rows()
    assert next(iter(said("de"))).endswith("German")
    assert next(iter(said("en"))).endswith("English")


def test_every_placeholder_has_its_meaning() -> None:
    assert filled("{name} {unknown}", {"name": "A"}) == "A {unknown}"
    assert all(str(label) for label in PLACEHOLDERS.values())


def test_kept_changed_and_deleted_on_its_page(marios: Business, member: Client) -> None:
    assert "There are none yet" in member.get("/staff/inbox/replies/").content.decode()
    assert member.post("/staff/inbox/replies/", FORM).status_code == 302
    with enter(marios.schema_name):
        reply = CannedReply.objects.get()
    assert reply.shortcut == "hours"
    path = f"/staff/inbox/replies/{reply.pk}/"
    assert "We are open" in member.get(path).content.decode()
    member.post(path, FORM | {"text": "Every day {hours}"})
    assert "Every day" in member.get("/staff/inbox/replies/").content.decode()
    assert member.get(f"{path}delete/").status_code == 405
    member.post(f"{path}delete/")
    member.post(f"{path}delete/")
    assert "There are none yet" in member.get("/staff/inbox/replies/").content.decode()
    assert member.get(path).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"shortcut": "two words"}, "One word"),
        ({"text": "Dear {nmae} {}"}, "{nmae}"),
        ({"text": ""}, "required"),
        ({"locale": "xx"}, "valid choice"),
        ({}, "already"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    marios: Business,
    member: Client,
    wrong: dict[str, str],
    told: str,
) -> None:
    with enter(marios.schema_name):
        CannedReply.objects.create(shortcut="hours", locale="en", text="here already")
    answer = member.post("/staff/inbox/replies/", FORM | wrong)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert told in shown
    assert (wrong.get("text") or (FORM | wrong)["shortcut"]) in shown


def test_another_businesss_replies_are_not_there(marios: Business, bella: Business, member: Client) -> None:
    with enter(bella.schema_name):
        theirs = CannedReply.objects.create(shortcut="theirs", locale="en", text="secret")
    assert member.get(f"/staff/inbox/replies/{theirs.pk}/").status_code == 404
    member.post(f"/staff/inbox/replies/{theirs.pk}/delete/")
    with enter(bella.schema_name):
        assert CannedReply.objects.exists()
