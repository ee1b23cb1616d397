"""Staff see who waits, take over, answer and hand back, in their own business."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conversations.models import Conversation, Message, Sender
from conversations.operations.handoffs import request_handoff
from conversations.operations.receiving import store_message
from conversations.operations.starting import start_conversation
from tenants.actors import Actor
from tenants.context import enter
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

VISITOR = Actor("customer", "v")


def conversation_in(business: Business) -> Conversation:
    with enter(business.schema_name):
        return start_conversation(by=VISITOR).conversation


@pytest.fixture
def member(marios: Business) -> Client:
    new_user("luca@example.com", business=marios)
    client = Client(headers={"host": "marios.localhost"})
    client.post("/login/", {"username": "luca@example.com", "password": PASSWORD})
    return client


def test_an_empty_inbox_says_so(member: Client) -> None:
    assert "Nobody is writing at the moment" in member.get("/staff/inbox/").content.decode()
    assert "No conversation has ended yet" in member.get("/staff/inbox/?show=ended").content.decode()


def test_three_conversations_cost_as_many_queries_as_one(marios: Business, member: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert member.get("/staff/inbox/").status_code == 200
        return len(captured)

    conversation_in(marios)
    one = cost()
    conversation_in(marios)
    conversation_in(marios)
    assert cost() == one


def test_who_waits_for_a_person_comes_first(marios: Business, member: Client) -> None:
    waiting, later = conversation_in(marios), conversation_in(marios)
    with enter(marios.schema_name):
        request_handoff(conversation_id=waiting.pk, reason="asked", summary="wants a big table", by=VISITOR)
    shown = member.get("/staff/inbox/").content.decode()
    assert shown.index(str(waiting.pk)) < shown.index(str(later.pk))
    assert "wants a big table" in member.get(f"/staff/inbox/{waiting.pk}/").content.decode()


def test_taking_over_answering_and_handing_back(marios: Business, member: Client) -> None:
    conversation = conversation_in(marios)
    path = f"/staff/inbox/{conversation.pk}"
    refused = member.post(f"{path}/reply/", {"text": "Hello!", "key": "k0"}, follow=True)
    assert "notice-error" in refused.content.decode()

    member.post(f"{path}/take-over/")
    for _ in range(2):  # a second press is the same message
        member.post(f"{path}/reply/", {"text": "Hello <b>Anna</b>!", "key": "k1"})
    with enter(marios.schema_name):
        assert Message.objects.filter(conversation=conversation, role=Sender.STAFF).count() == 1
        conversation.refresh_from_db()
        assert conversation.status == "with_staff"
    assert "Hello &lt;b&gt;Anna&lt;/b&gt;!" in member.get(f"{path}/").content.decode()

    member.post(f"{path}/hand-back/")
    with enter(marios.schema_name):
        conversation.refresh_from_db()
    assert conversation.status == "open"


def test_another_businesss_conversation_is_not_there(marios: Business, bella: Business, member: Client) -> None:
    theirs = conversation_in(bella)
    assert member.get(f"/staff/inbox/{theirs.pk}/").status_code == 404
    member.post(f"/staff/inbox/{theirs.pk}/take-over/")
    with enter(bella.schema_name):
        theirs.refresh_from_db()
    assert theirs.status == "open"


def test_staff_see_which_language_the_customer_writes(member: Client, marios: Business) -> None:
    with enter(marios.schema_name):
        conversation = start_conversation(by=VISITOR, locale="de").conversation
    assert "Writes German" in member.get(f"/staff/inbox/{conversation.pk}/").content.decode()


def unread_in(business: Business, conversation: Conversation) -> int:
    with enter(business.schema_name):
        conversation.refresh_from_db()
    return conversation.unread_by_staff


def test_showing_a_conversation_marks_nothing_as_seen(marios: Business, member: Client) -> None:
    conversation = conversation_in(marios)
    with enter(marios.schema_name):
        store_message(conversation_id=conversation.pk, text="hello", by=VISITOR)
    before = unread_in(marios, conversation)
    for path in ("/staff/inbox/", f"/staff/inbox/{conversation.pk}/", f"/staff/inbox/{conversation.pk}/?show=ended"):
        for method in (member.get, member.head):
            method(path)
    assert before == unread_in(marios, conversation) > 0


@pytest.mark.parametrize("through", ["", "x", "-1", "1" * 30, "\u0662"])
def test_what_was_seen_is_told_in_numbers(marios: Business, member: Client, through: str) -> None:
    conversation = conversation_in(marios)
    path = f"/staff/inbox/{conversation.pk}/seen/"
    assert member.post(path, {"through": through}).status_code == 422


def test_a_page_that_is_looked_at_says_what_was_seen(marios: Business, member: Client) -> None:
    conversation = conversation_in(marios)
    with enter(marios.schema_name):
        first, _is_new = store_message(conversation_id=conversation.pk, text="hello", by=VISITOR)
        store_message(conversation_id=conversation.pk, text="anybody?", by=VISITOR)
    path = f"/staff/inbox/{conversation.pk}/"
    assert 'id="thread-seen"' in member.get(path).content.decode()
    assert member.get(f"{path}seen/").status_code == 405
    assert member.post(f"{path}seen/", {"through": first.sequence}).status_code == 204
    assert unread_in(marios, conversation) == 1
    member.post(f"{path}seen/", {"through": first.sequence + 1})
    assert 'id="thread-seen"' not in member.get(path).content.decode()
