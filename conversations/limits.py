"""How much one visitor may say and ask: counted in Redis, so that all processes count together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.errors import TooManyMessages
from tenants.context import current_schema
from tenants.errors import TooMany
from tenants.limits.buckets import Limit
from tenants.limits.shared import take

if TYPE_CHECKING:
    from uuid import UUID

MESSAGES = Limit("messages", 30, 60.0)
VISITS = Limit("visits", 120, 60.0)
"""Reading, ending and the like; a page that polls asks every few seconds."""
RECOVERIES = Limit("recoveries", 6, 60.0)
"""Each may run a turn anew."""


def count_message(conversation_id: UUID) -> None:
    """Count one message; raises ``TooManyMessages`` beyond 30 a minute in one conversation."""
    if wait := take((MESSAGES, f"{current_schema()} {conversation_id}")):
        raise TooManyMessages(wait)


def count_visit(conversation_id: UUID, limit: Limit = VISITS) -> None:
    """Count one request about a conversation; raises ``TooMany``."""
    if wait := take((limit, f"{current_schema()} {conversation_id}")):
        raise TooMany(wait)
