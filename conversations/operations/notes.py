"""What staff note in a conversation for each other; the customer is sent none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from conversations.errors import MessageKeyReused, MessageTooLong, NotTheirNote
from conversations.events import CONVERSATION_NOTED
from conversations.live import push_to_staff
from conversations.models import ConversationNote
from conversations.models.note import LONGEST_NOTE
from conversations.operations.events import told
from conversations.operations.receiving import plain_text
from conversations.operations.saying import locked
from conversations.payloads import conversation_row

if TYPE_CHECKING:
    from uuid import UUID

    from conversations.models import Conversation
    from tenants.actors import Actor


def write_note(*, conversation_id: UUID, key: UUID, text: str, by: Actor) -> ConversationNote:
    """Keep a note, of an ended conversation too. The same key is the same note.

    Raises ``ConversationNotFound``, ``MessageEmpty``, ``MessageTooLong``, ``MessageKeyReused``.
    """
    said = plain_text(text)
    if len(said) > LONGEST_NOTE:
        raise MessageTooLong
    with transaction.atomic():
        conversation = locked(conversation_id)
        written = {"conversation": conversation, "text": said, "author": by.name[:120], "author_key": by.id}
        note, is_new = ConversationNote.objects.get_or_create(pk=key, defaults=written)
        if note.conversation_id != conversation.pk:
            raise MessageKeyReused
        if is_new:
            _tell(conversation, by)
    return note


def remove_note(*, conversation_id: UUID, note_id: UUID, by: Actor) -> None:
    """Take a note away; one that is gone is gone. Raises ``ConversationNotFound``, ``NotTheirNote``."""
    with transaction.atomic():
        conversation = locked(conversation_id)
        note = ConversationNote.objects.filter(pk=note_id, conversation=conversation).first()
        if note is None:
            return
        if note.author_key != by.id:
            raise NotTheirNote
        note.delete()
        _tell(conversation, by, is_removed=True)


def _tell(conversation: Conversation, by: Actor, *, is_removed: bool = False) -> None:
    told(CONVERSATION_NOTED, conversation.pk, by=by, epoch=conversation.epoch, is_removed=is_removed)
    push_to_staff({"type": "conversation", "conversation": conversation_row(conversation)})
