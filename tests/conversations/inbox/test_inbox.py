"""Staff see who waits, take over, answer and hand back, in their own business."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from conversations.inbox.queries import counts
from conversations.models import CannedReply, Conversation, ConversationBooking, Message, Sender
from conversations.operations.ending import end_conversation
from conversations.operations.handoffs import request_handoff
from conversations.operations.receiving import store_message
from conversations.operations.starting import start_conversation
from tenants.actors import Actor
from tenants.context import enter
from tenants.models import User
from tests.businesses import rows

if TYPE_CHECKING:
    from tenants.models import Business

VISITOR = Actor("customer", "v")
STAFF = Actor("staff", "7", "Sara")


def conversation_in(business: Business) -> Conversation:
    with enter(business.schema_name):
        return start_conversation(by=VISITOR).conversation


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


def shown_names(client: Client, query: str) -> list[str]:
    content = client.get(f"/staff/inbox/{query}").content.decode()
    rows = content[content.index('id="inbox-rows"') :]
    return [name for name in ("Anna Rossi", "Bruno Neri", "Carla Verdi") if name in rows]


def talk_with(business: Business, name: str, text: str, *, phone: str = "") -> Conversation:
    conversation = conversation_in(business)
    with enter(business.schema_name):
        store_message(conversation_id=conversation.pk, text=text, by=VISITOR)
        Conversation.objects.filter(pk=conversation.pk).update(contact={"name": name, "phone": phone})
        conversation.refresh_from_db()
    return conversation


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("rossi", ["Anna Rossi"]),
        ("BIRTH", ["Anna Rossi"]),
        ("birthday garden", ["Anna Rossi"]),
        ("birthday cellar", []),
        ("gluten-free", ["Bruno Neri"]),
        ("345 6789", ["Bruno Neri"]),
        ("100%", []),
        ("' | :*", []),
    ],
)
def test_searching_names_words_and_numbers(
    marios: Business, bella: Business, member: Client, search: str, found: list[str]
) -> None:
    talk_with(marios, "Anna Rossi", "A birthday in the garden, please")
    bruno = talk_with(marios, "Bruno Neri", "do you have gluten-free pasta?", phone="+393456789")
    talk_with(bella, "Carla Verdi", "a birthday in the garden")
    with enter(marios.schema_name):
        end_conversation(conversation_id=bruno.pk, by=STAFF)  # ended ones are found too
    assert shown_names(member, "?" + urlencode({"q": search})) == found


def test_a_reference_finds_the_conversation_it_came_of(marios: Business, member: Client) -> None:
    conversation = talk_with(marios, "Anna Rossi", "hello")
    talk_with(marios, "Bruno Neri", "hello")
    with enter(marios.schema_name):
        rows.clear_rows()
        rows.open_daily((12, 15), (18, 23))
        service = rows.add_service(rows.add_table("T1"), needs_party=True)
        booking = rows.hold(rows.slot_at(service, 19))
        ConversationBooking.objects.create(conversation=conversation, booking=booking)
    typed = booking.reference.replace("-", " ").lower()
    assert shown_names(member, "?" + urlencode({"q": typed})) == ["Anna Rossi"]


def test_filters_list_what_they_count(marios: Business, member: Client) -> None:
    mine, waiting, danger = (talk_with(marios, name, "hello") for name in ("Anna Rossi", "Bruno Neri", "Carla Verdi"))
    member.post(f"/staff/inbox/{mine.pk}/take-over/")
    with enter(marios.schema_name):
        request_handoff(conversation_id=waiting.pk, reason="asked", summary="", by=VISITOR)
        request_handoff(conversation_id=danger.pk, reason="emergency", summary="", by=VISITOR)
        found = counts(user_id=int(User.objects.get(email="luca@example.com").pk))
    assert found == {"open": 3, "mine": 1, "waiting": 2, "danger": 1, "ended": 0}
    assert shown_names(member, "?show=mine") == ["Anna Rossi"]
    assert shown_names(member, "?show=danger") == ["Carla Verdi"]
    assert shown_names(member, "?show=nonsense") == ["Anna Rossi", "Bruno Neri", "Carla Verdi"]
    content = member.get("/staff/inbox/waiting/").content.decode()
    assert "Anna Rossi" not in content
    assert content.index("Carla Verdi") < content.index("Bruno Neri"), "danger on top, though the other waits longer"


def test_who_was_taken_over_waits_again_until_somebody_answers(marios: Business, member: Client) -> None:
    conversation = talk_with(marios, "Anna Rossi", "hello")
    member.post(f"/staff/inbox/{conversation.pk}/take-over/")
    assert "Anna Rossi" not in member.get("/staff/inbox/waiting/").content.decode()
    with enter(marios.schema_name):
        store_message(conversation_id=conversation.pk, text="are you there?", by=VISITOR)
        first = Conversation.objects.get(pk=conversation.pk).waiting_since
        store_message(conversation_id=conversation.pk, text="hello?", by=VISITOR)
        assert Conversation.objects.get(pk=conversation.pk).waiting_since == first, "since the first of them"
    assert "Anna Rossi" in member.get("/staff/inbox/waiting/").content.decode()
    member.post(f"/staff/inbox/{conversation.pk}/reply/", {"text": "Yes", "key": "k"})
    assert "Anna Rossi" not in member.get("/staff/inbox/waiting/").content.decode()


def test_a_thread_costs_as_many_queries_with_much_beside_it(marios: Business, member: Client) -> None:
    conversation = talk_with(marios, "Anna Rossi", "hello", phone="+39061234567")
    path = f"/staff/inbox/{conversation.pk}/"

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert member.get(path).status_code == 200
        queries.append([each["sql"] for each in captured])
        return len(captured)

    queries: list[list[str]] = []
    with enter(marios.schema_name):
        rows.clear_rows()
        rows.open_daily((12, 15), (18, 23))
        service = rows.add_service(rows.add_table("T1"), needs_party=True)
        CannedReply.objects.create(shortcut="hours", locale="en", text="{hours}")
        ConversationBooking.objects.create(conversation=conversation, booking=rows.hold(rows.slot_at(service, 19)))
    member.post(f"{path}note/", {"text": "likes the window", "key": uuid.uuid4()})
    cost()  # the process opens the key of notes once
    one = cost()
    with enter(marios.schema_name):
        ConversationBooking.objects.create(conversation=conversation, booking=rows.hold(rows.slot_at(service, 13)))
        CannedReply.objects.create(shortcut="hello", locale="it", text="Ciao {name}")
    member.post(f"{path}note/", {"text": "regular", "key": uuid.uuid4()})
    assert cost() == one, Counter(each[:90] for each in queries[1]) - Counter(each[:90] for each in queries[0])
