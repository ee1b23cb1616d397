from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, models

if TYPE_CHECKING:
    from datetime import datetime

    from events.models import Delivery, OutboxEvent

# Only the oldest waiting event of an aggregate may be taken: newer ones wait for it.  Rows another relay is taking at
# this moment are passed over; rows it took and did not finish come back when its lease ends.
CLAIM = """
WITH due AS (
    SELECT id FROM events_outboxevent event
    WHERE published_at IS NULL AND dead_at IS NULL AND available_at <= %(now)s
      AND (claimed_until IS NULL OR claimed_until < %(now)s)
      AND NOT EXISTS (
          SELECT 1 FROM events_outboxevent older
          WHERE older.schema = event.schema AND older.aggregate = event.aggregate AND older.id < event.id
            AND older.published_at IS NULL AND older.dead_at IS NULL)
    ORDER BY available_at, id
    LIMIT %(limit)s
    FOR UPDATE SKIP LOCKED)
UPDATE events_outboxevent taken SET claimed_until = %(until)s FROM due WHERE taken.id = due.id
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

    def claim(self, *, now: datetime, until: datetime, limit: int) -> list[OutboxEvent]:
        """Take up to ``limit`` due events for delivery before ``until``; at most one of an aggregate."""
        taken = self.raw(CLAIM, {"now": now, "until": until, "limit": limit})
        return sorted(taken, key=lambda event: event.pk)

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
