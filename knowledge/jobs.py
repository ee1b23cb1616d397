"""Reading takes longer than a request."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone

from knowledge.operations import lost_readings, read_version
from tenants.celery import TenantTask
from tenants.context import enter
from tenants.models import Business

logger = structlog.get_logger(__name__)

READING_SECONDS = 600
SWEEP_SECONDS = 300


# Acknowledged at once: another worker would otherwise begin it again while it still runs.
@shared_task(base=TenantTask, acks_late=False, time_limit=READING_SECONDS)
def read_version_of_business(*, version: int) -> None:
    read_version(version_id=version, now=timezone.now())


@shared_task(acks_late=False, time_limit=SWEEP_SECONDS)
def read_what_was_lost() -> int:
    """Queue again, in every open business, what waits to be read and is with nobody; how many."""
    return sum(map(_queue_lost, Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True)))


def _queue_lost(schema: str) -> int:
    try:
        with enter(schema):
            lost = lost_readings(now=timezone.now())
    except Exception:  # one business's trouble must not leave the others without
        logger.exception("lost_readings_not_found", business_schema=schema)
        return 0
    for version in lost:
        read_version_of_business.delay_in(schema, version=version)
    return len(lost)
