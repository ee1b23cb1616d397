"""Rows counted by day in the database, over a period and the one before at once."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import DateTimeField, F, Func, IntegerField, Q, Value

if TYPE_CHECKING:
    from businesses.dashboard.periods import Comparison


def bucket_of(field: str, comparison: Comparison) -> Func:
    """Which day of the comparison an instant is in, from 1 on: PostgreSQL searches the edges, so that a day may have
    23 or 25 hours, or end at two in the morning.
    """
    edges = [*comparison.before.edges, *comparison.now.edges]
    listed = Value(edges, output_field=ArrayField(DateTimeField()))
    return Func(F(field), listed, function="width_bucket", output_field=IntegerField())


def within(field: str, comparison: Comparison) -> Q:
    """From the first instant of the period before to the last of the period: one range, which an index serves."""
    return Q(**{f"{field}__gte": comparison.before.start, f"{field}__lt": comparison.now.end})


def place_of(bucket: int, comparison: Comparison) -> tuple[bool, int] | None:
    """Whether the bucket is of the period itself, and which of its days it is, from 0; None for what lies between."""
    before, now = comparison.before.period.length, comparison.now.period.length
    if 1 <= bucket <= before:
        return False, bucket - 1
    place = bucket - before - 2
    return (True, place) if 0 <= place < now else None


def daily(rows: Any, comparison: Comparison, value: str) -> tuple[list[Decimal], list[Decimal]]:
    """A column of rows that ``by_day`` gave, summed day by day: of the period, and of the one before."""
    now, before = [Decimal(0)] * comparison.now.period.length, [Decimal(0)] * comparison.before.period.length
    for is_now, day, row in rows:
        (now if is_now else before)[day] += Decimal(row[value])
    return now, before


def by_day(rows: Any, comparison: Comparison, field: str = "bucket") -> Any:
    """Each row (a mapping) with where it belongs; what lies between the periods is left out."""
    for row in rows:
        if (place := place_of(row[field], comparison)) is not None:
            yield *place, row
