"""An event as a Kafka message and back.  The body is JSON; what routers and logs need is in the headers too."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from events.types import Event

if TYPE_CHECKING:
    from confluent_kafka import Message


def key_of(event: Event) -> bytes:
    """Events of one aggregate of one business share a key, hence a partition, hence an order."""
    return f"{event.schema}:{event.aggregate}".encode()


def body_of(event: Event) -> bytes:
    return json.dumps({**asdict(event), "occurred_at": event.occurred_at.isoformat()}).encode()


def headers_of(event: Event) -> dict[str, str | bytes | None]:
    names = ("uid", "schema", "type", "correlation_id")
    return {name: str(getattr(event, name)) for name in names}


def event_in(message: Message) -> Event:
    """Raises ``ValueError``, ``TypeError``, ``KeyError`` or ``RecursionError`` for a message that is no event."""
    fields = json.loads(message.value() or b"null")
    event = Event(**{**fields, "occurred_at": datetime.fromisoformat(fields["occurred_at"])})
    texts = (event.uid, event.schema, event.topic, event.type, event.aggregate, event.correlation_id, event.actor)
    if not all(isinstance(text, str) for text in texts) or not isinstance(event.payload, dict):
        raise TypeError("a field is of another type than an event's")
    if event.occurred_at.tzinfo is None:
        raise ValueError("occurred_at names no instant")
    UUID(event.uid)
    return event
