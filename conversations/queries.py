"""What can be asked about conversations."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, Q
from django.utils import timezone

from businesses.models import Booking, Order
from conversations.errors import ConversationNotFound
from conversations.models import Conversation, ConversationBooking, ConversationOrder, Message, Status, Turn

if TYPE_CHECKING:
    from uuid import UUID

PAGE = 50
LARGEST_PAGE = 200
STATS_DAYS = 7


def conversation_called(conversation_id: UUID) -> Conversation:
    found = Conversation.objects.filter(pk=conversation_id).first()
    if found is None:
        raise ConversationNotFound
    return found


def bookings_of(conversation: Conversation) -> list[Booking]:
    """The bookings that were made or changed in a conversation, the newest first."""
    links = ConversationBooking.objects.filter(conversation=conversation)
    return list(Booking.objects.detailed().filter(pk__in=links.values("booking")).order_by("-pk"))


def orders_of(conversation: Conversation) -> list[Order]:
    """The orders that were made or changed in a conversation, the newest first."""
    links = ConversationOrder.objects.filter(conversation=conversation)
    return list(Order.objects.detailed().filter(pk__in=links.values("order")).order_by("-pk"))


def history(conversation_id: UUID, *, after: int | None = None, limit: int = PAGE) -> tuple[list[Message], bool]:
    """The messages after a sequence (without one all, the greeting included), oldest first; whether more follow."""
    limit = max(1, min(limit, LARGEST_PAGE))
    messages = Message.objects.filter(conversation=conversation_id).order_by("sequence")
    if after is not None:
        messages = messages.filter(sequence__gt=after)
    found = list(messages[: limit + 1])
    return found[:limit], len(found) > limit


def predictions_for(conversation_id: UUID, sequence: int) -> list[dict[str, Any]]:
    """What the programs predicted in the turn that answered the message; none while no turn has."""
    turns = Turn.objects.filter(conversation=conversation_id, through_sequence__gte=sequence)
    found = turns.order_by("through_sequence").values_list("signals", flat=True).first() or {}
    return list(found.get("modules", []))


def sequence_of(conversation_id: UUID, message_id: UUID) -> int | None:
    found = Message.objects.filter(conversation=conversation_id, pk=message_id)
    return found.values_list("sequence", flat=True).first()


def stats() -> dict[str, Any]:
    """Figures of the last seven days: two queries."""
    since = timezone.now() - timedelta(days=STATS_DAYS)
    conversations = Conversation.objects.aggregate(
        open=Count("pk", filter=~Q(status=Status.ENDED)),
        waiting_for_staff=Count("pk", filter=Q(status=Status.WAITING_FOR_STAFF)),
        with_staff=Count("pk", filter=Q(status=Status.WITH_STAFF)),
        started=Count("pk", filter=Q(created_at__gte=since)),
    )
    turns = Turn.objects.filter(created_at__gte=since).aggregate(
        turns=Count("pk"),
        booked=Count("pk", filter=Q(booking__status="confirmed")),
        handed_to_staff=Count("pk", filter=Q(is_handoff=True)),
        failed=Count("pk", filter=~Q(error="")),
        milliseconds=Avg("milliseconds"),
    )
    return {"days": STATS_DAYS, **conversations, **turns}
