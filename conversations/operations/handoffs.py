"""Asking for a person, and leaving word where to reach the customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from conversations.events import CONVERSATION_HANDOFF_REQUESTED
from conversations.live import push_to_staff
from conversations.models import EMERGENCY, Conversation, Status
from conversations.operations.events import told
from conversations.operations.saying import locked
from conversations.payloads import conversation_row

if TYPE_CHECKING:
    from uuid import UUID

    from conversations.repository.facts import Person
    from tenants.actors import Actor

LONGEST_REASON = 200
LONGEST_SUMMARY = 1_000


def request_handoff(*, conversation_id: UUID, reason: str, summary: str, by: Actor) -> Conversation:
    """Ask staff to take the conversation; asking again renews the reason.  The assistant stays until they do.

    Danger stays danger whatever is asked for after it, and is mailed of also where their waiting was already.
    """
    with transaction.atomic():
        conversation = locked(conversation_id)
        if conversation.status == Status.OPEN:
            conversation.status = Status.WAITING_FOR_STAFF
            conversation.waiting_since = timezone.now()
        if not conversation.is_danger:
            conversation.handoff_reason = reason[:LONGEST_REASON]
            conversation.alerted_at = None if reason == EMERGENCY else conversation.alerted_at
        conversation.summary = summary[:LONGEST_SUMMARY]
        conversation.save(update_fields=["status", "handoff_reason", "summary", "waiting_since", "alerted_at"])
        told(CONVERSATION_HANDOFF_REQUESTED, conversation.pk, by=by, epoch=conversation.epoch)
        push_to_staff({"type": "conversation", "alert": reason, "conversation": conversation_row(conversation)})
    return conversation


def keep_contact(*, conversation_id: UUID, person: Person, by: Actor) -> Conversation:
    """Note where staff can reach the customer."""
    with transaction.atomic():
        conversation = locked(conversation_id)
        conversation.contact = {"name": person.name, "phone": person.phone, "email": person.email}
        conversation.save(update_fields=["contact"])
        push_to_staff({"type": "conversation", "conversation": conversation_row(conversation)})
    return conversation
