"""A member's own conversation with the assistant, as their page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.models import Conversation, Flow, Message, Status

if TYPE_CHECKING:
    from tenants.models import User

MOST_SHOWN = 200


def current_talk(member: User) -> Conversation | None:
    """The one that has not ended, begun last."""
    mine = Conversation.objects.filter(member=member.pk, flow=Flow.DASHBOARD).exclude(status=Status.ENDED)
    return mine.order_by("-created_at").first()


def messages_of(conversation: Conversation) -> list[Message]:
    """The newest, in the order said."""
    newest = Message.objects.filter(conversation=conversation).order_by("-sequence")[:MOST_SHOWN]
    return list(reversed(newest))
