"""The relay's side of the outbox: take, tick off, put back, give up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.utils import timezone

from events.models import OutboxEvent
from events.retries import delay_after, is_given_up

if TYPE_CHECKING:
    from events.errors import DeliveryFailed

logger = structlog.get_logger(__name__)

LEASE = timedelta(seconds=30)
MOST_COUNTED = 30_000  # attempts is a small integer, and an outage may last days
LONGEST_ERROR = 4_000


def claim_due(*, limit: int, lease: timedelta = LEASE) -> list[OutboxEvent]:
    """Take due events for this relay, each to be settled before its ``claimed_until``.  One short statement."""
    now = timezone.now()
    return OutboxEvent.objects.claim(now=now, until=now + lease, limit=limit)


def mark_published(claim: OutboxEvent) -> bool | None:
    """Tick the event off; whether a newer one of its aggregate waits, None where somebody else has the event by now."""
    return OutboxEvent.objects.publish(claim, now=timezone.now())


def put_back(claim: OutboxEvent, failure: DeliveryFailed) -> bool:
    """Let a failed event wait for its next try, or give it up; whether it was given up."""
    now = timezone.now()
    claim.attempts = min(claim.attempts + 1, MOST_COUNTED)
    is_dead = is_given_up(claim, failure, now=now)
    OutboxEvent.objects.held_by(claim).update(
        attempts=claim.attempts,
        available_at=now + delay_after(claim.attempts, failure),
        claimed_until=None,
        dead_at=now if is_dead else None,
        last_error=str(failure)[:LONGEST_ERROR],
    )
    if is_dead:
        logger.error("event_given_up", uid=str(claim.uid), type=claim.type, business_schema=claim.schema)
    return is_dead
