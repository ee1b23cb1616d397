"""What beat asks of events."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from events.heartbeats import TASKS, beat
from events.operations import forget_published
from tenants.actors import SYSTEM

# Long enough to send an event again after a long weekend's outage of a consumer, short enough to stay small.
KEPT_FOR = timedelta(days=14)


@shared_task
def forget_old_events() -> int:
    return forget_published(before=timezone.now() - KEPT_FOR, by=SYSTEM)


@shared_task
def show_life() -> None:
    """That this runs shows that beat, the broker and a worker do."""
    beat(TASKS)
