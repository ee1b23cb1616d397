"""Putting a message into a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from conversations.errors import ConversationEnded, ConversationNotFound
from conversations.live import push_to_conversation, push_to_staff
from conversations.models import Conversation, Message, Status
from conversations.payloads import conversation_row, message_payload

if TYPE_CHECKING:
    from uuid import UUID


def locked(conversation_id: UUID) -> Conversation:
    """The conversation, held until the transaction ends; raises ``ConversationNotFound``."""
    found = Conversation.objects.select_for_update(of=("self",)).filter(pk=conversation_id).first()
    if found is None:
        raise ConversationNotFound
    return found


def locked_open(conversation_id: UUID) -> Conversation:
    found = locked(conversation_id)
    if found.status == Status.ENDED:
        raise ConversationEnded
    return found


def say(conversation: Conversation, *, role: str, text: str, **fields: Any) -> Message:
    """Append a message to the locked conversation; the caller saves the conversation."""
    conversation.last_sequence += 1
    conversation.last_message_at = timezone.now()
    return Message.objects.create(
        conversation=conversation,
        sequence=conversation.last_sequence,
        epoch=conversation.epoch,
        role=role,
        text=text,
        **fields,
    )


def push_message(
    conversation: Conversation,
    message: Message,
    *,
    before: tuple[dict[str, Any], ...] = (),
    after: tuple[dict[str, Any], ...] = (),
) -> None:
    """Send the message, between other frames, to everybody who looks at the conversation, once it is committed."""
    frame = {"type": "message", "message": message_payload(message)}
    push_to_conversation(conversation.pk, *before, frame, *after)
    push_to_staff({**frame, "conversation": conversation_row(conversation)})


def presence_of(conversation: Conversation, name: str = "") -> dict[str, str]:
    """Who answers now: the assistant, staff that have been asked, or staff."""
    who = {Status.WAITING_FOR_STAFF.value: "waiting", Status.WITH_STAFF.value: "staff"}.get(
        conversation.status, "agent"
    )
    return {"type": "presence", "who": who, "name": name}
