"""Rows as they leave the process: the shapes of the HTTP API and the sockets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from agents.roster import agent_called
from businesses.models import Booking, Order
from businesses.tokens import manage_token
from conversations.tokens import renew_token

if TYPE_CHECKING:
    from conversations.models import Conversation, Message, Turn


def message_payload(message: Message) -> dict[str, Any]:
    return {
        "id": str(message.pk),
        "sequence": message.sequence,
        "role": message.role,
        "agent": message.agent,
        "author": message.author,
        "text": message.text,
        "quick_replies": message.quick_replies,
        "cards": message.cards,
        "citations": message.citations,
        "client_message_id": message.client_message_id,
        "created_at": message.created_at.isoformat(),
    }


def conversation_payload(conversation: Conversation) -> dict[str, Any]:
    """What the customer may know of the conversation."""
    return {
        "id": str(conversation.pk),
        "flow": conversation.flow,
        "status": conversation.status,
        "stage": conversation.stage,
        "agent": agent_called(conversation.agent).key,
        "locale": conversation.locale,
    }


def conversation_row(conversation: Conversation) -> dict[str, Any]:
    """What staff's inbox shows of it."""
    return conversation_payload(conversation) | {
        "channel": conversation.channel,
        "summary": conversation.summary,
        "handoff_reason": conversation.handoff_reason,
        "contact": conversation.contact,
        "assigned_to": conversation.assigned_to_id,
        "unread": conversation.unread_by_staff,
        "rating": conversation.rating,
        "last_message_at": conversation.last_message_at.isoformat(),
    }


def opened_payload(conversation: Conversation, token: str) -> dict[str, str]:
    """``token`` is the one it was opened with: the caller gets it anew."""
    return {"id": str(conversation.pk), "token": renew_token(token)}


def turn_payload(turn: Turn, *, message: Message, reply: Message | None) -> dict[str, Any]:
    """A finished turn as the answer to one of the messages it dealt with."""
    return {
        "message": message_payload(message),
        "reply": message_payload(reply) if reply else None,
        "stage": turn.stage,
        "intent": {"name": turn.intent, "confidence": turn.confidence} if turn.intent else None,
        "slots": turn.slots,
        "needs": turn.needs,
        "agent": agent_called(turn.agent).key,
        "locale": turn.conversation.locale,
        "handoff": turn.is_handoff,
        "booking": managed(turn.booking, Booking),
        "order": managed(turn.order, Order),
        "correlation_id": turn.correlation_id,
    }


def managed(made: dict[str, Any] | None, model: type[Booking | Order]) -> dict[str, Any] | None:
    """With what opens the booking or order, for its customer; it is kept in no row."""
    if made is None:
        return None
    return {**made, "manage_token": manage_token(model._default_manager.get(reference=made["reference"]))}


def unanswered_payload(conversation: Conversation, *, message: Message, correlation_id: str) -> dict[str, Any]:
    """The answer to a message no turn has dealt with: a person has the conversation, or a turn still runs."""
    return {
        "message": message_payload(message),
        "reply": None,
        "stage": conversation.stage,
        "intent": None,
        "slots": {},
        "needs": [],
        "agent": agent_called(conversation.agent).key,
        "locale": conversation.locale,
        "handoff": not conversation.is_answered_by_agent,
        "booking": None,
        "order": None,
        "correlation_id": correlation_id,
    }
