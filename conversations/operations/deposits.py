"""Telling customers, in their conversation, what became of what they paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.utils import translation

from businesses.desk import current_desk
from businesses.models import BookingStatus, DepositState
from businesses.naming import called
from businesses.operations.timeline import booking_called
from businesses.queries.orders import order_called
from businesses.wording import deposits, payments
from conversations.models import Sender, Status
from conversations.operations.saying import locked, push_message, say
from conversations.repository.rows import as_facts, order_facts
from conversations.wording import booking as wording
from conversations.wording import ordered

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from conversations.models import Message
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def tell_of_deposit(*, conversation_id: UUID, reference: str, by: Actor) -> Message | None:
    """Say in a conversation the assistant leads that they are booked now, or that it came too late; else None.

    Mails tell as well. Raises ``BookingNotFound``, ``ConversationNotFound``.
    """
    return _tell(conversation_id, reference, lambda: _of_booking(reference), by=by)


def tell_of_payment(*, conversation_id: UUID, reference: str, is_late: bool, by: Actor) -> Message | None:
    """As ``tell_of_deposit``, of an order; raises ``OrderNotFound``, ``ConversationNotFound``."""
    return _tell(conversation_id, reference, lambda: _of_order(reference, is_late=is_late), by=by)


def _tell(conversation_id: UUID, reference: str, words: Callable[[], str], *, by: Actor) -> Message | None:
    with transaction.atomic():
        conversation = locked(conversation_id)
        if conversation.status != Status.OPEN:  # whoever of the staff has taken over is alone
            return None
        with translation.override(conversation.locale):
            text = words()
        if not text:
            return None
        message = say(conversation, role=Sender.AGENT, text=text)
        conversation.save()
        push_message(conversation, message)
    logger.info("deposit_told_in_chat", conversation=str(conversation_id), reference=reference, by=str(by))
    return message


def _of_booking(reference: str) -> str:
    booking = booking_called(reference)
    if booking.status == BookingStatus.CONFIRMED and booking.deposit:
        is_paid = booking.deposit.state == DepositState.PAID
        return wording.confirmed(as_facts(booking), current_desk().business) if is_paid else ""
    return deposits.too_late(called(booking.service.name))


def _of_order(reference: str, *, is_late: bool) -> str:
    order = order_called(reference)
    if is_late:
        return payments.too_late(reference)
    return ordered.paid(order_facts(order), current_desk().business) if order.is_paid else ""
