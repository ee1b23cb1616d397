from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from events.models import Delivery, OutboxEvent

# Businesses by turns: the first due event of each, then each one's second, so that a long backlog of one is nobody's
# but its own. The schemas with something waiting are found by stepping over the index, a row each, not by reading all
# that waits. Only the oldest waiting event of an aggregate may be taken: newer ones wait for it.  Rows another relay is
# taking at this moment are passed over; rows it took and did not finish come back when its lease ends.
CLAIM = """
WITH RECURSIVE business AS (
    (SELECT schema FROM events_outboxevent WHERE published_at IS NULL AND dead_at IS NULL ORDER BY schema LIMIT 1)
    UNION ALL
    SELECT (
        SELECT next.schema FROM events_outboxevent next
        WHERE next.published_at IS NULL AND next.dead_at IS NULL AND next.schema > business.schema
        ORDER BY next.schema LIMIT 1)
    FROM business WHERE business.schema IS NOT NULL),
due AS (
    SELECT first.id, row_number() OVER (PARTITION BY business.schema ORDER BY first.available_at, first.id) AS round,
        first.available_at
    FROM business CROSS JOIN LATERAL (
        SELECT event.id, event.available_at FROM events_outboxevent event
        WHERE event.schema = business.schema
          AND published_at IS NULL AND dead_at IS NULL AND available_at <= %(now)s
          AND (claimed_until IS NULL OR claimed_until < %(now)s)
          AND NOT EXISTS (
              SELECT 1 FROM events_outboxevent older
              WHERE older.schema = event.schema AND older.aggregate = event.aggregate AND older.id < event.id
                AND older.published_at IS NULL AND older.dead_at IS NULL)
        ORDER BY event.available_at, event.id
        LIMIT GREATEST(0, %(each)s - COALESCE((%(held)s::jsonb ->> business.schema)::integer, 0))) first),
free AS (
    SELECT event.id FROM events_outboxevent event JOIN due ON due.id = event.id
    WHERE event.published_at IS NULL AND event.dead_at IS NULL
      AND (event.claimed_until IS NULL OR event.claimed_until < %(now)s)
    ORDER BY due.round, due.available_at, due.id
    LIMIT %(limit)s
    FOR UPDATE OF event SKIP LOCKED)
UPDATE events_outboxevent taken SET claimed_until = %(until)s FROM free WHERE taken.id = free.id
RETURNING taken.*
"""

# Ticks the claimed event off and tells whether a newer one of its aggregate waited for that.
PUBLISH = """
UPDATE events_outboxevent event SET published_at = %(now)s, claimed_until = NULL
WHERE id = %(id)s AND claimed_until = %(claimed_until)s
RETURNING EXISTS (
    SELECT 1 FROM events_outboxevent newer
    WHERE newer.schema = event.schema AND newer.aggregate = event.aggregate AND newer.id > event.id
      AND newer.published_at IS NULL AND newer.dead_at IS NULL)
"""


class OutboxEventQuerySet(models.QuerySet["OutboxEvent"]):
    def waiting(self) -> OutboxEventQuerySet:
        return self.filter(published_at=None, dead_at=None)

    def dead(self) -> OutboxEventQuerySet:
        return self.exclude(dead_at=None)

    def claim(
        self, *, now: datetime, until: datetime, limit: int, each: int, held: Mapping[str, int]
    ) -> list[OutboxEvent]:
        """Take up to ``limit`` due events for delivery before ``until``; at most one of an aggregate, of each business
        as many as of any other that has them, and so many that it has ``each`` with those ``held`` of it already.
        """
        given = {"now": now, "until": until, "limit": limit, "each": each, "held": json.dumps(dict(held))}
        return sorted(self.raw(CLAIM, given), key=lambda event: event.pk)

    def publish(self, claim: OutboxEvent, *, now: datetime) -> bool | None:
        """Whether the aggregate goes on; None where the lease had ended and another relay has the event."""
        with connection.cursor() as cursor:
            cursor.execute(PUBLISH, {"now": now, "id": claim.pk, "claimed_until": claim.claimed_until})
            row = cursor.fetchone()
        return None if row is None else bool(row[0])

    def held_by(self, claim: OutboxEvent) -> OutboxEventQuerySet:
        """The claimed row, unless the lease ran out and another relay has taken it since."""
        return self.filter(pk=claim.pk, claimed_until=claim.claimed_until)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def insert(self, delivery: Delivery) -> bool:
        """Insert unless it is there, waiting for a transaction that is inserting it now; whether it was inserted."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO events_delivery (event_uid, subscriber, schema, delivered_at) "
                "VALUES (%s, %s, %s, clock_timestamp()) ON CONFLICT (event_uid, subscriber) DO NOTHING",
                [delivery.event_uid, delivery.subscriber, delivery.schema],
            )
            return bool(cursor.rowcount)
