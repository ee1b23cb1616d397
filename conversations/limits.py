"""How much one visitor may say: counted in the shared cache, so that all processes count together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache

from conversations.errors import TooManyMessages
from tenants.context import current_schema

if TYPE_CHECKING:
    from uuid import UUID

MESSAGES = 30
PER_SECONDS = 60


def count_message(conversation_id: UUID) -> None:
    """Count one message; raises ``TooManyMessages`` beyond 30 a minute in one conversation."""
    key = f"{current_schema()}:conversation:{conversation_id}:messages"
    if cache.add(key, 1, PER_SECONDS):
        return
    try:
        count = cache.incr(key)
    except ValueError:  # the minute ended between the two calls
        cache.set(key, 1, PER_SECONDS)
        return
    if count > MESSAGES:
        raise TooManyMessages
