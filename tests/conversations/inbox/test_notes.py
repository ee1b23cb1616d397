"""Notes are for colleagues: kept once, sealed, taken away by who wrote them, and never among what a customer gets."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from businesses.privacy.holdings import Subject
from conversations.errors import ConversationError, MessageKeyReused, NotTheirNote
from conversations.holdings import CONVERSATION, erase_notes, erase_silent, silent
from conversations.models import Conversation, ConversationNote
from conversations.operations import remove_note, start_conversation, write_note
from conversations.queries import history
from tenants.actors import Actor
from tenants.context import enter
from tests.conversations.inbox.test_inbox import conversation_in

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business

SARA, LUCA = Actor("staff", "7", "Sara"), Actor("staff", "8", "Luca")
SECRET = "Paid late twice: ask for a deposit"


@pytest.fixture
def conversation(in_marios: Business) -> Conversation:
    return start_conversation(by=Actor("customer", "v")).conversation


def noted(conversation: Conversation, *, by: Actor = SARA) -> ConversationNote:
    return write_note(conversation_id=conversation.pk, key=uuid.uuid4(), text=SECRET, by=by)


def test_a_note_is_in_nothing_a_customer_is_sent(conversation: Conversation) -> None:
    before = conversation.last_sequence
    noted(conversation)
    conversation.refresh_from_db()
    assert conversation.last_sequence == before
    assert SECRET not in str([message.text for message in history(conversation.pk)[0]])


def test_a_note_is_unreadable_in_the_database(conversation: Conversation) -> None:
    noted(conversation)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM conversations_conversationnote")
        assert str(cursor.fetchone()[0]).startswith("sealed:")
    assert ConversationNote.objects.get().text == SECRET


def test_the_same_key_is_the_same_note(conversation: Conversation) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        write_note(conversation_id=conversation.pk, key=key, text=SECRET, by=SARA)
    assert ConversationNote.objects.count() == 1


def test_a_key_of_another_conversations_note_is_refused(conversation: Conversation) -> None:
    note = noted(start_conversation(by=Actor("customer", "w")).conversation)
    with pytest.raises(MessageKeyReused):
        write_note(conversation_id=conversation.pk, key=note.pk, text=SECRET, by=SARA)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2_001])
def test_a_note_says_something_and_not_too_much(conversation: Conversation, text: str) -> None:
    with pytest.raises(ConversationError):
        write_note(conversation_id=conversation.pk, key=uuid.uuid4(), text=text, by=SARA)


def test_only_who_wrote_it_takes_it_away(conversation: Conversation) -> None:
    note = noted(conversation)
    with pytest.raises(NotTheirNote):
        remove_note(conversation_id=conversation.pk, note_id=note.pk, by=LUCA)
    for _ in range(2):
        remove_note(conversation_id=conversation.pk, note_id=note.pk, by=SARA)
    assert not ConversationNote.objects.exists()


def test_erased_with_the_customer_and_by_age(conversation: Conversation) -> None:
    noted(conversation)
    assert erase_notes(Subject({CONVERSATION: (str(conversation.pk),)})) == 1
    noted(conversation)
    conversation.messages.all().delete()
    late = conversation.last_message_at + timedelta(days=400)
    assert silent(late).count() == 1, "a note alone is something that is kept"
    erase_silent(late, 10)
    assert not ConversationNote.objects.exists()


def test_on_the_page_its_author_may_remove_it(marios: Business, member: Client) -> None:
    conversation = conversation_in(marios)
    path = f"/staff/inbox/{conversation.pk}/"
    key = str(uuid.uuid4())
    member.post(f"{path}note/", {"text": "<b>mind the step</b>", "key": key})
    with enter(marios.schema_name):
        write_note(conversation_id=conversation.pk, key=uuid.uuid4(), text="another's", by=SARA)
    shown = member.get(path).content.decode()
    assert "&lt;b&gt;mind the step" in shown
    assert "another&#x27;s" in shown
    assert shown.count("Remove the note") == 1
    member.post(f"{path}note/", {"remove": "1", "key": key})
    assert "mind the step" not in member.get(path).content.decode()
    assert member.post(f"{path}note/", {"text": "x", "key": "no key"}).status_code == 404
