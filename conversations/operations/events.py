"""What conversations tell the rest of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.operations import publish
from events.types import CONVERSATIONS

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.actors import Actor


def told(
    event: str, conversation_id: UUID, *, by: Actor, epoch: int, topic: str = CONVERSATIONS, **payload: Any
) -> None:
    """Publish one of ``conversations.events``; ``version`` is the epoch, which orders take-overs and hand-backs."""
    publish(
        type=event,
        aggregate=f"conversation:{conversation_id}",
        payload={"id": str(conversation_id), "version": epoch, **payload},
        by=by,
        topic=topic,
    )
