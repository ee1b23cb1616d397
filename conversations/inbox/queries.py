"""What the inbox shows: a constant number of queries, however many conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery

from conversations.models import Conversation, ConversationBooking, Flow, Message, Sender, Status
from conversations.queries import bookings_of, conversation_called

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from businesses.models import Booking

A_PAGE = 30
# The end of a long conversation; what came before is in the admin.
MESSAGES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Thread:
    conversation: Conversation
    messages: tuple[Message, ...]
    bookings: tuple[Booking, ...] = ()

    @property
    def title(self) -> str:
        return str(self.conversation.contact.get("name") or self.conversation.customer or "")


def waiting_count() -> int:
    return Conversation.objects.filter(status=Status.WAITING_FOR_STAFF).count()


def inbox_page(number: str, *, shows_ended: bool) -> Page[Conversation]:
    """One page of conversations with customers, those waiting for a person first; ended ones by themselves."""
    conversations = Conversation.objects.filter(status=Status.ENDED).order_by("-last_message_at")
    chosen = conversations if shows_ended else Conversation.objects.inbox()
    return Paginator(_with_last_words(chosen.filter(flow=Flow.DEDICATED)), A_PAGE).get_page(number)


def _with_last_words(conversations: QuerySet[Conversation]) -> QuerySet[Conversation]:
    last = Message.objects.filter(conversation=OuterRef("pk")).exclude(role=Sender.SYSTEM).order_by("-sequence")
    return conversations.select_related("customer", "assigned_to").annotate(
        last_text=Subquery(last.values("text")[:1]), last_role=Subquery(last.values("role")[:1])
    )


def thread_of(conversation_id: UUID) -> Thread:
    """A conversation with its last messages, oldest first; raises ``ConversationNotFound``."""
    conversation = conversation_called(conversation_id)
    latest = Message.objects.filter(conversation=conversation).order_by("-sequence")[:MESSAGES_SHOWN]
    return Thread(conversation, tuple(reversed(latest)), tuple(bookings_of(conversation)))


def conversation_behind(reference: str) -> Conversation | None:
    """The conversation a booking was made or last changed in."""
    links = ConversationBooking.objects.filter(booking__reference=reference).select_related("conversation")
    found = links.order_by("-pk").first()
    return found.conversation if found else None
