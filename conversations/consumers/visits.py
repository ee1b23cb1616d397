"""What the visitor's socket does inside the business: each function is one unit of work behind the door."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import translation

from conversations import operations
from conversations.engine import ordered
from conversations.engine.booked import payload
from conversations.limits import count_message
from conversations.operations.saying import presence_of
from conversations.payloads import conversation_payload, message_payload
from conversations.queries import LARGEST_PAGE, bookings_of, conversation_called, history, orders_of, sequence_of
from conversations.repository.rows import as_facts, order_facts
from conversations.tokens import assert_opens, is_of_member, renew_token
from tenants.actors import Actor

if TYPE_CHECKING:
    from conversations.models import Conversation
    from conversations.operations.turns import Claim


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page gets when it comes or comes back."""

    welcome: dict[str, Any]
    presence: dict[str, str]
    is_of_member: bool
    missed: list[dict[str, Any]]
    is_turn_due: bool


def check_token(*, token: str, conversation_id: UUID) -> None:
    assert_opens(token, conversation_id)


def open_visit(*, token: str, conversation_id: UUID, after: int | None, last_message_id: UUID | None) -> Visit:
    """The state of the conversation, a fresh token, and the messages after the last one the page has."""
    conversation = conversation_called(conversation_id)
    if after is None and last_message_id is not None:
        after = sequence_of(conversation_id, last_message_id)
    with translation.override(conversation.locale):
        bookings = [payload(as_facts(booking)) for booking in bookings_of(conversation)]
    orders = [ordered.payload(order_facts(order)) for order in orders_of(conversation)]
    return Visit(
        welcome={
            "conversation": conversation_payload(conversation),
            "token": renew_token(token),
            "bookings": bookings,
            "orders": orders,
        },
        presence=presence_of(conversation),
        is_of_member=is_of_member(token),
        missed=missed_by(conversation, after),
        is_turn_due=conversation.is_turn_due,
    )


def missed_by(conversation: Conversation, after: int | None) -> list[dict[str, Any]]:
    """Everything after the place, however much it is: nothing may be missing in between."""
    missed: list[dict[str, Any]] = []
    has_more = True
    while has_more:
        messages, has_more = history(conversation.pk, after=after, limit=LARGEST_PAGE)
        missed += [message_payload(message) for message in messages]
        after = messages[-1].sequence if messages else after
    return missed


def take_message(*, conversation_id: UUID, text: str, client_message_id: str | None, locale: str) -> operations.Taken:
    """Store the message; what is wrong with it is told in the language spoken."""
    count_message(conversation_id)
    with translation.override(locale):
        return operations.take_message(
            conversation_id=conversation_id, text=text, client_message_id=client_message_id, by=visitor(conversation_id)
        )


def answer(*, conversation_id: UUID, claim: Claim | None = None) -> None:
    operations.run_due_turns(conversation_id, claim)


def take_seen(*, conversation_id: UUID, through: int) -> None:
    operations.mark_seen(conversation_id=conversation_id, through=through)


def visitor(conversation_id: UUID) -> Actor:
    return Actor(kind="customer", id=f"conversation:{conversation_id}")


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


def as_json(frame: dict[str, Any]) -> str:
    return json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
