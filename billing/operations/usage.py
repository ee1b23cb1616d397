"""Noting what was used: added to, never changed; the same key again is nothing new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from billing.errors import UsageConflict
from billing.meters import LEVELS
from billing.models import UsageHour, UsageRecord, UsageWaiting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

NOTE = """
WITH noted AS (
    INSERT INTO billing_usagerecord (schema, meter, quantity, at, key, about, noted_at)
    SELECT %(schema)s, u.meter, u.quantity, u.at, u.key, u.about, %(now)s
    FROM unnest(%(meters)s::text[], %(quantities)s::numeric[], %(ats)s::timestamptz[], %(keys)s::text[],
        %(abouts)s::text[]) AS u(meter, quantity, at, key, about)
    ON CONFLICT (schema, key) DO NOTHING RETURNING id, schema
), waits AS (INSERT INTO billing_usagewaiting (record_id, schema) SELECT id, schema FROM noted)
SELECT count(*) FROM noted
"""
# One at a time: whoever sums an hour from an older view of its records must not write last.
LOCK = "SELECT pg_try_advisory_xact_lock(hashtext('billing:hours'))"
SUM = """
WITH taken AS (
    DELETE FROM billing_usagewaiting WHERE record_id IN (
        SELECT record_id FROM billing_usagewaiting ORDER BY record_id LIMIT %(bite)s)
    RETURNING record_id
), hours AS (
    SELECT DISTINCT r.schema, r.meter, date_trunc('hour', r.at, 'UTC') AS hour
    FROM billing_usagerecord r JOIN taken ON taken.record_id = r.id
), summed AS (
    SELECT h.schema, h.meter, h.hour, s.records,
        CASE WHEN h.meter = ANY(%(levels)s) THEN coalesce(s.most, 0) ELSE s.whole END AS quantity
    FROM hours h CROSS JOIN LATERAL (
        SELECT count(*) AS records, sum(r.quantity) AS whole, max(r.quantity) FILTER (
            WHERE NOT EXISTS (SELECT 1 FROM billing_usagerecord c WHERE c.corrects_id = r.id)) AS most
        FROM billing_usagerecord r
        WHERE r.schema = h.schema AND r.meter = h.meter AND r.at >= h.hour AND r.at < h.hour + interval '1 hour') s
), written AS (
    INSERT INTO billing_usagehour (schema, meter, hour, quantity, records)
    SELECT schema, meter, hour, quantity, records FROM summed
    ON CONFLICT (schema, meter, hour) DO UPDATE SET quantity = excluded.quantity, records = excluded.records
)
SELECT count(*) FROM taken
"""
BITE = 20_000
"""Records: a bite takes well less than a statement may. In their order, so that most of an hour's are in one."""


@dataclass(frozen=True, slots=True)
class Used:
    """One thing to note; ``key`` names it, ``about`` is what its row is called (``booking:K7F-2QM``)."""

    meter: str
    quantity: Decimal
    at: datetime
    key: str
    about: str


def note_usage(*, schema: str, used: Sequence[Used], now: datetime) -> int:
    """Add records of a business in one statement; how many were new."""
    if not used:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE,
            {
                "schema": schema,
                "now": now,
                "meters": [each.meter for each in used],
                "quantities": [each.quantity for each in used],
                "ats": [each.at for each in used],
                "keys": [each.key for each in used],
                "abouts": [each.about[:120] for each in used],
            },
        )
        return int(cursor.fetchone()[0])


def correct_usage(*, record: UsageRecord, quantity: Decimal, key: str, now: datetime) -> UsageRecord:
    """Have a record count as ``quantity``, at its own time: by another record. Again, under the same key: the same.

    Of a sum the other says what is missing; of a level it stands in the first one's place. Raises ``UsageConflict``.
    """
    with transaction.atomic():
        record = UsageRecord.objects.select_for_update().get(pk=record.pk)
        told = quantity if record.meter in LEVELS else quantity - _counted(record, but=key)
        made, is_new = UsageRecord.objects.get_or_create(
            schema=record.schema,
            key=key,
            defaults={
                "meter": record.meter,
                "quantity": told,
                "at": record.at,
                "about": record.about,
                "corrects": record,
                "noted_at": now,
            },
        )
        if is_new:
            UsageWaiting.objects.create(schema=record.schema, record=made)
        elif (made.corrects_id, made.quantity) != (record.pk, told):
            raise UsageConflict
    return made


def _counted(record: UsageRecord, *, but: str) -> Decimal:
    """What the record counts for with its corrections, that of the key left out."""
    return sum((each.quantity for each in record.corrections.exclude(key=but)), record.quantity)


def sum_hours(*, bite: int = BITE) -> int:
    """Sum the hours of all records that came since, late ones too; how many records. Nothing where another does it."""
    summed = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(LOCK)
            if not cursor.fetchone()[0]:
                return summed
            cursor.execute(SUM, {"bite": bite, "levels": [str(each) for each in LEVELS]})
            count = int(cursor.fetchone()[0])
        summed += count
        if count < bite:
            return summed


def forget_usage(*, schema: str) -> int:
    """Delete what was counted of a business that is deleted; how many records."""
    UsageHour.objects.filter(schema=schema).delete()
    UsageWaiting.objects.filter(schema=schema).delete()
    UsageRecord.objects.filter(schema=schema, corrects__isnull=False).delete()
    return UsageRecord.objects.filter(schema=schema).delete()[0]
