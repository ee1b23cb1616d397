"""Reading takes longer than a request."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone

from knowledge.operations import fetch_version, look_at_due, lost_readings, read_version
from tenants.celery import TenantTask
from tenants.context import current_schema, enter
from tenants.models import Business

logger = structlog.get_logger(__name__)

READING_SECONDS = 600
SWEEP_SECONDS = 300


# Acknowledged at once: another worker would otherwise begin it again while it still runs.
@shared_task(base=TenantTask, acks_late=False, time_limit=READING_SECONDS)
def read_version_of_business(*, version: int) -> None:
    """What comes from elsewhere is fetched first; reading it has a task, and its time, of its own."""
    if fetch_version(version_id=version, now=timezone.now()):
        read_version_of_business.delay_in(current_schema(), version=version)
    else:
        read_version(version_id=version, now=timezone.now())


@shared_task(acks_late=False, time_limit=SWEEP_SECONDS)
def read_what_was_lost() -> int:
    """Queue, in every open business, what is due to be looked at, and again what waits and is with nobody; how many."""
    return sum(map(_queue_lost, Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True)))


def _queue_lost(schema: str) -> int:
    try:
        with enter(schema):
            waiting = {*look_at_due(now=timezone.now()), *lost_readings(now=timezone.now())}
    except Exception:  # one business's trouble must not leave the others without
        logger.exception("lost_readings_not_found", business_schema=schema)
        return 0
    for version in sorted(waiting):
        read_version_of_business.delay_in(schema, version=version)
    return len(waiting)
