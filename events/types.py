"""What an event is, apart from how it is stored or carried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

CONVERSATIONS = "conversation.events"
RESPONSES = "ai.responses"
ANALYTICS = "business.analytics"
MONITORING = "system.monitoring"
DEAD_LETTERS = "dead.letter.queue"
TOPICS = (CONVERSATIONS, RESPONSES, ANALYTICS, MONITORING, DEAD_LETTERS)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened and was committed.

    ``aggregate`` (such as ``booking:K7F-2QM``) orders: events of one aggregate arrive in the order of their commits.
    """

    uid: str
    schema: str
    topic: str
    type: str
    aggregate: str
    payload: dict[str, Any]
    occurred_at: datetime
    correlation_id: str
    actor: str
