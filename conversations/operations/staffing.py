"""What staff do in a conversation.  From the take-over on, no reply of the assistant can be stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import translation

from conversations.errors import NotWithStaff
from conversations.events import (
    CONVERSATION_ASSIGNED,
    CONVERSATION_HANDED_BACK,
    CONVERSATION_MESSAGE,
    CONVERSATION_TAKEN_OVER,
)
from conversations.live import push_to_conversation, push_to_staff
from conversations.models import Conversation, Message, Sender, Status
from conversations.operations.events import told
from conversations.operations.receiving import LONGEST_KEY, plain_text
from conversations.operations.saying import locked, locked_open, presence_of, push_message, say
from conversations.operations.turns import run_due_turns
from conversations.payloads import conversation_row
from conversations.wording import staff

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.actors import Actor


def take_over(*, conversation_id: UUID, by: Actor) -> Conversation:
    """Give the conversation to the member of staff; who has it already keeps it, a colleague may take it from them.

    The epoch rises under the row's lock: a turn that runs meanwhile finds its epoch gone and may not speak.
    """
    with transaction.atomic():
        conversation = locked_open(conversation_id)
        if conversation.status == Status.WITH_STAFF and str(conversation.assigned_to_id) == by.id:
            return conversation
        _give_to(conversation, by)
        with translation.override(conversation.locale):
            note = say(conversation, role=Sender.SYSTEM, text=staff.joined(by.name), author=by.name)
        conversation.save()
        told(CONVERSATION_TAKEN_OVER, conversation.pk, by=by, epoch=conversation.epoch, assigned_to=by.id)
        push_message(conversation, note, before=(presence_of(conversation, by.name),))
    return conversation


def _give_to(conversation: Conversation, by: Actor) -> None:
    conversation.epoch += 1
    conversation.status = Status.WITH_STAFF
    conversation.assigned_to_id = int(by.id)
    conversation.turn_token = None
    conversation.turn_attempts = 0


def reply_as_staff(*, conversation_id: UUID, text: str, by: Actor, client_message_id: str | None = None) -> Message:
    """Say something as staff; raises ``NotWithStaff`` before a take-over.  The same key is the same message."""
    said, key = plain_text(text), (client_message_id or "")[:LONGEST_KEY] or None
    with transaction.atomic():
        conversation = locked_open(conversation_id)
        if conversation.status != Status.WITH_STAFF:
            raise NotWithStaff
        if key and (known := Message.objects.filter(conversation=conversation, client_message_id=key).first()):
            return known
        message = say(conversation, role=Sender.STAFF, text=said, author=by.name, client_message_id=key)
        conversation.answered_through = message.sequence
        conversation.seen_by_staff = message.sequence
        conversation.waiting_since = conversation.alerted_at = None
        conversation.save()
        told(CONVERSATION_MESSAGE, conversation.pk, by=by, epoch=conversation.epoch, reply=str(message.pk))
        push_message(conversation, message)
    return message


def hand_back(*, conversation_id: UUID, by: Actor) -> Conversation:
    """Let the assistant go on; what the customer wrote after the last word of staff, it answers."""
    with transaction.atomic():
        conversation = locked_open(conversation_id)
        if conversation.status != Status.WITH_STAFF:
            return conversation
        said = conversation.messages.filter(role=Sender.STAFF).aggregate(last=Max("sequence"))["last"] or 0
        conversation.epoch += 1
        conversation.status = Status.OPEN
        conversation.assigned_to_id = None
        conversation.handoff_reason = ""
        conversation.waiting_since = conversation.alerted_at = None
        conversation.answered_through = max(said, conversation.answered_through)
        with translation.override(conversation.locale):
            note = say(conversation, role=Sender.SYSTEM, text=staff.left(by.name), author=by.name)
        conversation.save()
        told(CONVERSATION_HANDED_BACK, conversation.pk, by=by, epoch=conversation.epoch)
        push_message(conversation, note, before=(presence_of(conversation),))
    run_due_turns(conversation_id)
    return conversation


def assign(*, conversation_id: UUID, to: int | None, by: Actor) -> Conversation:
    """Say whose conversation it is, without speaking in it."""
    with transaction.atomic():
        conversation = locked(conversation_id)
        conversation.assigned_to_id = to
        conversation.save(update_fields=["assigned_to"])
        told(CONVERSATION_ASSIGNED, conversation.pk, by=by, epoch=conversation.epoch, assigned_to=to)
        push_to_staff({"type": "conversation", "conversation": conversation_row(conversation)})
    return conversation


def mark_seen_by_staff(*, conversation_id: UUID, through: int, by: Actor) -> None:
    """Note that staff have read up to a message; seen once is seen."""
    del by  # reading leaves no trace of who, only that somebody has
    unseen = Conversation.objects.filter(pk=conversation_id, seen_by_staff__lt=through, last_sequence__gte=through)
    if unseen.update(seen_by_staff=through):
        push_to_conversation(conversation_id, {"type": "seen", "by": "staff", "sequence": through})
