"""What was used: exactly, from the records; and by the hour, from their sums."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Exists, Max, OuterRef, Sum

from billing.meters import LEVELS
from billing.models import UsageHour, UsageRecord

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


def records_of(schema: str, meter: str, starts_at: datetime, ends_at: datetime) -> QuerySet[UsageRecord]:
    return UsageRecord.objects.filter(schema=schema, meter=meter, at__gte=starts_at, at__lt=ends_at)


def used_by_meter(
    schema: str, starts_at: datetime, ends_at: datetime, *, noted_before: datetime
) -> defaultdict[str, Decimal]:
    """From the records themselves, as far as they were noted by then: what is billed. Of a level the most there was."""
    rows = UsageRecord.objects.filter(schema=schema, at__gte=starts_at, at__lt=ends_at, noted_at__lt=noted_before)
    corrected = UsageRecord.objects.filter(corrects=OuterRef("pk"), noted_at__lt=noted_before)
    found = rows.values("meter").annotate(sum=Sum("quantity"), most=Max("quantity", filter=~Exists(corrected)))
    used: defaultdict[str, Decimal] = defaultdict(Decimal)
    for each in found:
        used[each["meter"]] = (each["most"] if each["meter"] in LEVELS else each["sum"]) or Decimal(0)
    return used


def used_between(schema: str, meter: str, starts_at: datetime, ends_at: datetime) -> Decimal:
    """From the records themselves. Of a level the most there was."""
    rows = records_of(schema, meter, starts_at, ends_at)
    if meter in LEVELS:
        found = rows.filter(corrections=None).aggregate(most=Max("quantity"))["most"]
    else:
        found = rows.aggregate(sum=Sum("quantity"))["sum"]
    return found or Decimal(0)


def shown_between(schema: str, meter: str, starts_at: datetime, ends_at: datetime) -> Decimal:
    """As ``used_between``, by the sums of whole hours and the records of the hours at either end: quick for any number.

    What came within the last minute may be missing.
    """
    first = _whole_hour(starts_at)
    last = ends_at.replace(minute=0, second=0, microsecond=0)
    if last <= first:
        return used_between(schema, meter, starts_at, ends_at)
    hours = UsageHour.objects.filter(schema=schema, meter=meter, hour__gte=first, hour__lt=last)
    of_hours = hours.aggregate(sum=Sum("quantity"), most=Max("quantity"))
    edges = [used_between(schema, meter, starts_at, first), used_between(schema, meter, last, ends_at)]
    if meter in LEVELS:
        return max(of_hours["most"] or Decimal(0), *edges)
    return (of_hours["sum"] or Decimal(0)) + sum(edges)


def _whole_hour(at: datetime) -> datetime:
    floor = at.replace(minute=0, second=0, microsecond=0)
    return floor if floor == at else floor + timedelta(hours=1)
