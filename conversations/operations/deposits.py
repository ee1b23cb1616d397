"""Telling customers, in their conversation, what became of the deposit they paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.utils import translation

from businesses.desk import current_desk
from businesses.models import BookingStatus, DepositState
from businesses.naming import called
from businesses.operations.timeline import booking_called
from businesses.wording import deposits
from conversations.models import Sender, Status
from conversations.operations.saying import locked, push_message, say
from conversations.repository.rows import as_facts
from conversations.wording import booking as wording

if TYPE_CHECKING:
    from uuid import UUID

    from conversations.models import Message
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def tell_of_deposit(*, conversation_id: UUID, reference: str, by: Actor) -> Message | None:
    """Say in a conversation the assistant leads that they are booked now, or that it came too late; else None.

    Mails tell as well. Raises ``BookingNotFound``, ``ConversationNotFound``.
    """
    with transaction.atomic():
        conversation, booking = locked(conversation_id), booking_called(reference)
        if conversation.status != Status.OPEN:  # whoever of the staff has taken over is alone
            return None
        with translation.override(conversation.locale):
            if booking.status == BookingStatus.CONFIRMED and booking.deposit:
                is_paid = booking.deposit.state == DepositState.PAID
                text = wording.confirmed(as_facts(booking), current_desk().business) if is_paid else ""
            else:
                text = deposits.too_late(called(booking.service.name))
        if not text:
            return None
        message = say(conversation, role=Sender.AGENT, text=text)
        conversation.save()
        push_message(conversation, message)
    logger.info("deposit_told_in_chat", conversation=str(conversation_id), reference=reference, by=str(by))
    return message
