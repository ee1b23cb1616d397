"""What a conversation's customer is shown of what experiments try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.models import Conversation, Flow
from experiments.showing import show

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from experiments.showing import Running


def tried_in(conversation_id: UUID, running: Running | None, *, now: datetime) -> str | None:
    """By the visitor's key; None where none runs, or nobody is on the other side but the business's own people."""
    if running is None:
        return None
    row = Conversation.objects.filter(pk=conversation_id, flow=Flow.DEDICATED)
    visitor = row.values_list("visitor_key", flat=True).first()
    return show(running, visitor=visitor, now=now) if visitor else None
