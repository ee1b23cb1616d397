"""A customer's message: stored once, then answered."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from conversations.errors import MessageEmpty, MessageKeyReused, MessageTooLong
from conversations.models import Message, Sender, Status
from conversations.operations.saying import locked_open, push_message, say
from conversations.operations.turns import Claim, answer_to, claim_with, run_due_turns

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.actors import Actor

LONGEST_MESSAGE = 4_000
LONGEST_KEY = 64
WAIT_SECONDS = 10.0
TYPING = {"type": "typing", "is_typing": True, "who": "agent"}
CHANGED = [
    "last_sequence",
    "last_asked",
    "last_message_at",
    "waiting_since",
    "turn_token",
    "turn_started_at",
    "turn_attempts",
]


@dataclass(frozen=True, slots=True)
class Taken:
    """A stored message; ``claim`` is the right to the turn that answers it, where nobody else has it."""

    message: Message
    is_new: bool
    claim: Claim | None = None


def receive_message(
    *,
    conversation_id: UUID,
    text: str,
    by: Actor,
    client_message_id: str | None = None,
    wait: float = WAIT_SECONDS,
    is_for_modules: bool = False,
) -> dict[str, Any]:
    """Store the message and answer it: the Turn of the API (``reply`` is None where a person has the conversation).

    The same ``client_message_id`` again gives the same message and reply. While another turn runs, the message joins
    the next one, waited for up to ``wait`` seconds. ``is_for_modules``: the programs are asked, too. Raises
    ``MessageTooLong``, ``MessageEmpty``, ``MessageKeyReused``, ``ConversationEnded``, ``ConversationNotFound``.
    """
    taken = _store(conversation_id, text, by, client_message_id, is_claiming=True, is_for_modules=is_for_modules)
    return answer_to(taken.message, wait=wait, turn=run_due_turns(conversation_id, taken.claim))


def take_message(*, conversation_id: UUID, text: str, by: Actor, client_message_id: str | None = None) -> Taken:
    """Store the message and claim the turn that answers it, in one transaction; the caller runs the turn."""
    return _store(conversation_id, text, by, client_message_id, is_claiming=True)


def store_message(
    *, conversation_id: UUID, text: str, by: Actor, client_message_id: str | None = None
) -> tuple[Message, bool]:
    """The stored message and whether it is new.  Once this returns, the message will be answered, whatever dies."""
    taken = _store(conversation_id, text, by, client_message_id, is_claiming=False)
    return taken.message, taken.is_new


def _store(
    conversation_id: UUID,
    text: str,
    by: Actor,
    key: str | None,
    *,
    is_claiming: bool,
    is_for_modules: bool = False,
) -> Taken:
    said, key = plain_text(text), (key or "")[:LONGEST_KEY] or None
    with transaction.atomic():
        conversation = locked_open(conversation_id)
        if key and (known := Message.objects.filter(conversation=conversation, client_message_id=key).first()):
            if known.role != Sender.CUSTOMER or known.text != said:
                raise MessageKeyReused
            return Taken(known, is_new=False)
        message = say(
            conversation,
            role=Sender.CUSTOMER,
            text=said,
            client_message_id=key,
            author=by.name,
            is_for_modules=is_for_modules,
        )
        claim = claim_with(message, conversation) if is_claiming else None
        conversation.last_asked = message.sequence
        if conversation.status == Status.WITH_STAFF:
            conversation.waiting_since = conversation.waiting_since or message.created_at
        conversation.save(update_fields=CHANGED)
        push_message(conversation, message, after=(TYPING,) if conversation.is_answered_by_agent else ())
    return Taken(message, is_new=True, claim=claim)


def plain_text(text: str) -> str:
    """The text as kept: any language and emoji, but no control characters and no more than a person types."""
    if len(text) > LONGEST_MESSAGE:
        raise MessageTooLong(
            _("A message can have at most %(most)d characters; this one has %(length)d.")
            % {"most": LONGEST_MESSAGE, "length": len(text)}
        )
    kept = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"}).strip()
    if not kept:
        raise MessageEmpty
    return kept
