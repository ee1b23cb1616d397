"""The deliverers' side of the outbox: take, tick off, put back, give up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

import structlog
from django.db.models import Subquery
from django.utils import timezone

from events.models import OutboxEvent
from events.retries import delay_after, is_given_up
from tenants.actors import SYSTEM
from tenants.context import PUBLIC
from tenants.correlation import correlation_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.errors import DeliveryFailed
    from events.types import Event

logger = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
MOST_COUNTED = 30_000  # attempts is a small integer, and an outage may last days
LONGEST_ERROR = 4_000
FATE = ("attempts", "available_at", "claimed_until", "dead_at", "last_error")
UNREADABLE = "unreadable"


def claim_due(
    *, limit: int, lease: timedelta = LEASE, each: int | None = None, held: Mapping[str, int] | None = None
) -> list[OutboxEvent]:
    """Take due events for this relay, each to be settled before its ``claimed_until``.  One short statement.

    Businesses come by turns, and none has more than ``each`` at once, with what is ``held`` of it by schema.
    """
    now = timezone.now()
    return OutboxEvent.objects.claim(
        now=now, until=now + lease, limit=limit, each=limit if each is None else each, held=held or {}
    )


def mark_published(claim: OutboxEvent) -> bool | None:
    """Tick the event off; whether a newer one of its aggregate waits, None where somebody else has the event by now."""
    return OutboxEvent.objects.publish(claim, now=timezone.now())


def put_back(claim: OutboxEvent, failure: DeliveryFailed) -> bool:
    """Let a failed event wait for its next try, or give it up; whether it was given up."""
    held = OutboxEvent.objects.held_by(claim)
    is_dead = _after(claim, failure)
    held.update(**{name: getattr(claim, name) for name in FATE})
    return is_dead


def take_back(event: Event, failure: DeliveryFailed) -> None:
    """Let an event that failed after it was sent wait here for its next try, or give it up.

    One that the outbox does not have, as after a restored backup, is written anew.
    """
    row = OutboxEvent.objects.filter(uid=event.uid).first() or OutboxEvent.of(event)
    row.published_at = None
    _after(row, failure)
    row.save()


def waits_for_older(event: Event) -> bool:
    """Whether an older event of the same aggregate was taken back: this one must not overtake it."""
    own = OutboxEvent.objects.filter(uid=event.uid).values("pk")[:1]
    older = OutboxEvent.objects.waiting().filter(schema=event.schema, aggregate=event.aggregate, pk__lt=Subquery(own))
    return older.exists()


def hold_back(event: Event) -> None:
    """Send it again, once what it waits for is done."""
    OutboxEvent.objects.filter(uid=event.uid).update(published_at=None, claimed_until=None, available_at=timezone.now())


def bury_unreadable(*, place: str, topic: str, body: bytes, error: Exception) -> None:
    """Keep what came as an event and is none, once a place, as a dead letter for a person to look at."""
    now = timezone.now()
    told = body[:LONGEST_ERROR].decode("utf-8", "backslashreplace").replace("\0", r"\x00")
    OutboxEvent.objects.update_or_create(
        uid=uuid5(NAMESPACE_URL, f"kafka:{place}"),
        defaults={
            "schema": PUBLIC,
            "topic": topic,
            "type": UNREADABLE,
            "aggregate": place,
            "payload": {"body": told},
            "actor": str(SYSTEM),
            "correlation_id": correlation_id(),
            "occurred_at": now,
            "available_at": now,
            "dead_at": now,
            "last_error": repr(error)[:LONGEST_ERROR],
        },
    )
    logger.error("message_is_no_event", place=place, error=repr(error))


def _after(row: OutboxEvent, failure: DeliveryFailed) -> bool:
    """Set the row's fate after one more failure; whether it is given up."""
    now = timezone.now()
    row.attempts = min(row.attempts + 1, MOST_COUNTED)
    is_dead = is_given_up(row, failure, now=now)
    row.available_at = now + delay_after(row.attempts, failure)
    row.claimed_until = None
    row.dead_at = now if is_dead else None
    row.last_error = str(failure)[:LONGEST_ERROR]
    if is_dead:
        logger.error("event_given_up", uid=str(row.uid), type=row.type, business_schema=row.schema)
    return is_dead
