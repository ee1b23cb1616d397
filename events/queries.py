"""What the outbox looks like from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.utils import timezone

from events.heartbeats import SILENT_AFTER
from events.models import Heartbeat, OutboxEvent
from tenants.context import public

if TYPE_CHECKING:
    from datetime import datetime


LATE_SECONDS = 60.0
"""Usually an event waits for milliseconds."""
LATELY = timedelta(days=1)


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


def troubles(*, now: datetime | None = None) -> dict[str, str]:
    """What is wrong behind the web, by name: who has gone silent, what was found, how far the relay is behind."""
    moment = now or timezone.now()
    with public():
        beats = {each.name: each for each in Heartbeat.objects.all()}
    found = {name: _trouble_of(beats.get(name), moment - longest) for name, longest in SILENT_AFTER.items()}
    lag = outbox_lag(now=moment)
    if lag.age_seconds > LATE_SECONDS:
        found["outbox"] = f"{lag.waiting} events wait, the oldest for {lag.age_seconds:.0f} s"
    with public():
        given_up = OutboxEvent.objects.filter(dead_at__gt=moment - LATELY).count()
    if given_up:
        found["dead letters"] = f"{given_up} events were given up in the last day"
    return {name: trouble for name, trouble in found.items() if trouble}


def _trouble_of(beat: Heartbeat | None, alive_since: datetime) -> str:
    if beat is None:
        return "was never seen"
    if beat.seen_at < alive_since:
        return f"was last seen at {beat.seen_at:%Y-%m-%dT%H:%M:%SZ}"
    return beat.trouble
