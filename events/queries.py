"""What the outbox looks like from outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.utils import timezone

from events.models import OutboxEvent
from tenants.context import public

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Lag:
    """``age_seconds`` is how long the oldest waiting event has waited; 0 when none waits."""

    waiting: int
    dead: int
    age_seconds: float


def outbox_lag(*, now: datetime | None = None) -> Lag:
    """How far the relay is behind, over all businesses."""
    moment = now or timezone.now()
    waiting = Q(published_at=None, dead_at=None)
    with public():
        numbers = OutboxEvent.objects.filter(published_at=None).aggregate(
            waiting=Count("pk", filter=waiting),
            dead=Count("pk", filter=~Q(dead_at=None)),
            oldest=Min("occurred_at", filter=waiting),
        )
    age = (moment - numbers["oldest"]).total_seconds() if numbers["oldest"] else 0.0
    return Lag(waiting=numbers["waiting"], dead=numbers["dead"], age_seconds=max(0.0, age))


def schemas_with(event_type: str, *, since: datetime) -> set[str]:
    """The schemas of the businesses in which events of the type occurred since then."""
    with public():
        return set(
            OutboxEvent.objects.filter(type=event_type, occurred_at__gte=since)
            .values_list("schema", flat=True)
            .distinct()
        )
