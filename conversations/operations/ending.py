"""Ending, reading, and getting a conversation going again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation

from agents.roster import agents_of
from conversations.errors import UnknownAgent
from conversations.events import CONVERSATION_ENDED, CONVERSATION_RESTARTED
from conversations.live import push_to_conversation
from conversations.models import Conversation, Sender, Stage, Status
from conversations.operations.events import told
from conversations.operations.handoffs import request_handoff
from conversations.operations.saying import locked, locked_open, push_message, say
from conversations.operations.turns import run_due_turns
from conversations.wording import staff
from tenants.context import current_business

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.actors import Actor

STRATEGIES = ("retry", "restart", "handoff")


def end_conversation(*, conversation_id: UUID, by: Actor) -> Conversation:
    """End the conversation; ending it again changes nothing.  Bookings made in it stand."""
    with transaction.atomic():
        conversation = locked(conversation_id)
        if conversation.status == Status.ENDED:
            return conversation
        conversation.status, conversation.ended_at = Status.ENDED, timezone.now()
        conversation.waiting_since = conversation.alerted_at = None
        conversation.epoch += 1
        with translation.override(conversation.locale):
            note = say(conversation, role=Sender.SYSTEM, text=staff.ended())
        conversation.save()
        told(CONVERSATION_ENDED, conversation.pk, by=by, epoch=conversation.epoch)
        push_message(conversation, note)
    return conversation


def mark_seen(*, conversation_id: UUID, through: int) -> None:
    """Note that the customer has read up to a message; seen once is seen."""
    Conversation.objects.filter(pk=conversation_id, seen_by_customer__lt=through, last_sequence__gte=through).update(
        seen_by_customer=through
    )


def switch_agent(*, conversation_id: UUID, agent: str, by: Actor) -> Conversation:
    """Name the agent the conversation is with, from now on; raises ``UnknownAgent``."""
    del by  # a preference of the customer, not an act that is recorded
    with transaction.atomic():
        conversation = locked_open(conversation_id)
        if agent not in {each.key for each in agents_of(current_business().category, conversation.flow)}:
            raise UnknownAgent
        conversation.agent = conversation.pinned_agent = agent
        conversation.save(update_fields=["agent", "pinned_agent"])
        push_to_conversation(
            conversation.pk, {"type": "stage", "stage": conversation.stage, "agent": agent, "needs": []}
        )
    return conversation


def recover_conversation(*, conversation_id: UUID, strategy: str, by: Actor) -> Conversation:
    """Get a stuck conversation going: ``retry`` what is unanswered, ``restart`` with no memory, or ``handoff``."""
    if strategy == "restart":
        return _restart(conversation_id, by)
    if strategy == "handoff":
        return request_handoff(conversation_id=conversation_id, reason="asked", summary="", by=by)
    Conversation.objects.filter(pk=conversation_id).update(turn_attempts=0)
    run_due_turns(conversation_id)
    return Conversation.objects.get(pk=conversation_id)


def _restart(conversation_id: UUID, by: Actor) -> Conversation:
    """Forget what was being arranged: the epoch rises, so that a turn under way cannot bring it back."""
    with transaction.atomic():
        conversation = locked_open(conversation_id)
        if conversation.is_answered_by_agent:
            conversation.epoch += 1
            conversation.memory_since = conversation.epoch
            conversation.stage = Stage.GREETING
            conversation.answered_through = conversation.last_sequence
            conversation.turn_token = None
            with translation.override(conversation.locale):
                note = say(conversation, role=Sender.AGENT, text=staff.restarted(), agent=conversation.agent)
            conversation.save()
            told(CONVERSATION_RESTARTED, conversation.pk, by=by, epoch=conversation.epoch)
            push_message(conversation, note)
    return conversation
