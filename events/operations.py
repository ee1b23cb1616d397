"""Publishing: an event is written in the transaction of what it tells about, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from events.errors import PublishedOutsideTransaction
from events.models import OutboxEvent
from events.types import CONVERSATIONS
from tenants.context import current_schema
from tenants.correlation import correlation_id

if TYPE_CHECKING:
    from tenants.actors import Actor

WAKE_CHANNEL = "outbox"


def publish(
    *,
    type: str,
    aggregate: str,
    payload: dict[str, Any],
    by: Actor,
    topic: str = CONVERSATIONS,
) -> OutboxEvent:
    """Store an event of the current business; the relay is woken when the transaction commits.

    Raises ``PublishedOutsideTransaction`` where no transaction is open: the event could then outlive a failed write.
    """
    if not connection.in_atomic_block:
        raise PublishedOutsideTransaction(type)
    now = timezone.now()
    event = OutboxEvent.objects.create(
        schema=current_schema(),
        topic=topic,
        type=type,
        aggregate=aggregate,
        payload=payload,
        actor=str(by),
        correlation_id=correlation_id(),
        occurred_at=now,
        available_at=now,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [WAKE_CHANNEL])  # PostgreSQL sends it on commit, once a transaction
    return event
