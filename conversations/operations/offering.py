"""Telling who waits, in their conversation, of a place that came free."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.utils import translation

from businesses.desk import current_desk
from businesses.models import WaitingStatus
from businesses.queries.waiting import waiting_called
from conversations.models import Sender, Status
from conversations.operations.saying import locked, push_message, say
from conversations.repository.waiting import waiting_facts
from conversations.wording import waiting as wording

if TYPE_CHECKING:
    from uuid import UUID

    from conversations.models import Message
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def tell_of_offer(*, conversation_id: UUID, reference: str, by: Actor) -> Message | None:
    """Say in a conversation the assistant leads what is held for its customer, with answers to tap; else None.

    The mail tells as well: nobody has to have the page open. Raises ``WaitingNotFound``, ``ConversationNotFound``.
    """
    with transaction.atomic():
        conversation = locked(conversation_id)
        waiting = waiting_called(reference)
        # Whoever of the staff has taken over is alone; the mail tells the customer all the same.
        if conversation.status != Status.OPEN or waiting.status != WaitingStatus.OFFERED:
            return None
        with translation.override(conversation.locale):
            text = wording.offered(waiting_facts(waiting), current_desk().business)
            quick = [str(wording.quick_take()), str(wording.quick_leave())]
        message = say(
            conversation,
            role=Sender.AGENT,
            text=text,
            quick_replies=[{"label": each, "text": each} for each in quick],
        )
        conversation.save()
        push_message(conversation, message)
    logger.info("offer_told_in_chat", conversation=str(conversation_id), reference=reference, by=str(by))
    return message
