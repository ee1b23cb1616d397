"""How a customer found a conversation: stars, and a word if they like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from conversations.errors import NothingToRate, RatingRefused
from conversations.events import CONVERSATION_RATED
from conversations.live import push_to_staff
from conversations.models import LONGEST_RATING, MOST_STARS, Conversation, Flow
from conversations.operations.events import told
from conversations.operations.saying import locked
from conversations.payloads import conversation_row

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.actors import Actor


def rate_conversation(*, conversation_id: UUID, stars: int, word: str, by: Actor) -> Conversation:
    """Keep what the customer gives, 1 to 5 stars, in place of what they gave before; also once it has ended.

    Raises ``RatingRefused``, and ``NothingToRate`` where they have said nothing yet, or are not a customer.
    """
    word = " ".join(word.split())
    if not 1 <= stars <= MOST_STARS or len(word) > LONGEST_RATING:
        raise RatingRefused
    with transaction.atomic():
        conversation = locked(conversation_id)
        if conversation.flow != Flow.DEDICATED or not conversation.last_asked:
            raise NothingToRate
        if (conversation.rating, conversation.rating_word) == (stars, word):
            return conversation
        conversation.rating, conversation.rating_word, conversation.rated_at = stars, word, timezone.now()
        conversation.save(update_fields=["rating", "rating_word", "rated_at"])
        told(CONVERSATION_RATED, conversation.pk, by=by, epoch=conversation.epoch, stars=stars)
        push_to_staff({"type": "conversation", "conversation": conversation_row(conversation)})
    return conversation
