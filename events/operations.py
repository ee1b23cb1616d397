"""Publishing: an event is written in the transaction of what it tells about, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from events.errors import PublishedOutsideTransaction
from events.models import Delivery, OutboxEvent
from events.types import CONVERSATIONS
from tenants.context import current_schema, public
from tenants.correlation import correlation_id
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tenants.actors import Actor
    from tenants.models import Business
    from tenants.provisioning.steps import Return

logger = structlog.get_logger(__name__)

WAKE_CHANNEL = "outbox"
FORGOTTEN_AT_ONCE = 5_000
TOLD_OF = (
    *("status", "version", "source", "service_id", "resource_id", "customer_id"),
    *("reply", "turn", "agent", "intent"),
)
"""Of a payload, what is nobody's own: the audit keeps it for good."""


def publish(
    *,
    type: str,  # noqa: A002  # the event's own word
    aggregate: str,
    payload: dict[str, Any],
    by: Actor,
    topic: str = CONVERSATIONS,
) -> OutboxEvent:
    """Store an event of the current business; the relay is woken when the transaction commits.

    Each is a deed too, which the audit keeps: a new operation that publishes is on record without another word.

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
    told = {key: payload[key] for key in TOLD_OF if payload.get(key) not in (None, "")}
    done(type, about=aggregate, by=by, detail={**told, "event": str(event.uid)})
    return event


def wake_relay() -> None:
    """Tell the relays; PostgreSQL does so on commit, once a transaction, and by itself for every event written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [WAKE_CHANNEL])


def send_again(*, events: Sequence[int], by: Actor) -> int:
    """Put dead events (by primary key) back into the queue with all their tries; how many were dead.

    Subscribers that had such an event already do not get it twice.
    """
    now = timezone.now()
    with public(), transaction.atomic():
        dead = OutboxEvent.objects.dead().filter(pk__in=events)
        count = dead.update(dead_at=None, attempts=0, available_at=now, claimed_until=None)
        done("dead_letters.sent_again", about="outbox", by=by, detail={"count": count})
        wake_relay()
    return count


def forget_published(*, before: datetime, by: Actor) -> int:
    """Delete what was delivered before then, with its notes of delivery, in bites; how many events."""
    forgotten = 0
    with public():
        while True:
            old = OutboxEvent.objects.filter(published_at__lt=before).order_by("published_at")
            bite = list(old.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE])
            OutboxEvent.objects.filter(pk__in=bite).delete()
            forgotten += len(bite)
            if len(bite) < FORGOTTEN_AT_ONCE:
                break
        Delivery.objects.filter(delivered_at__lt=before).exclude(
            event_uid__in=OutboxEvent.objects.filter(published_at=None).values("uid")
        ).delete()
    logger.info("outbox_forgotten", count=forgotten, by=str(by))
    return forgotten


WORDS_OF_PEOPLE = ("customer_name", "reason", "summary")
"""What events said before they were told to name nobody."""


def forget_words(*, aggregates: Sequence[str]) -> int:
    """Take out of the current business's events of these what somebody said or is called; how many had such a word.

    What they tell, and whether they still have to be delivered, stays. What a subscriber failed with may quote a row.
    """
    has_words = Q(payload__has_any_keys=WORDS_OF_PEOPLE) | ~Q(last_error="")
    told = OutboxEvent.objects.filter(has_words, schema=current_schema(), aggregate__in=aggregates)
    for event in told:
        event.payload = {key: value for key, value in event.payload.items() if key not in WORDS_OF_PEOPLE}
        event.last_error = ""
        event.save(update_fields=["payload", "last_error"])
    return len(told)


def forget_business(business: Business) -> None:
    """Delete every event of a business that is being deleted, told or not: nobody is left to be told."""
    OutboxEvent.objects.filter(schema=business.schema_name).delete()
    Delivery.objects.filter(schema=business.schema_name).delete()


def forget_what_waits(back: Return) -> None:
    """Events of rows that were put back to an earlier day tell of what is not: sweeps start what is missing."""
    if not back.is_copy:
        forget_business(back.business)
