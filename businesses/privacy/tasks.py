"""What takes longer than a request, and what beat asks, of people's data."""

from __future__ import annotations

from uuid import UUID

import structlog
from celery import shared_task
from django.utils import timezone

from businesses.models import Erasure
from businesses.operations.trash import empty_trash
from businesses.privacy.erasing import finish_erasure, finish_erasures
from businesses.privacy.exporting import delete_exports, write_export
from businesses.privacy.retention import sweep_old
from tenants.actors import SYSTEM
from tenants.celery import TenantTask
from tenants.context import enter
from tenants.models import Business

logger = structlog.get_logger(__name__)

EXPORT_SECONDS = 1800
SWEEP_SECONDS = 600


# Acknowledged at once: another worker would otherwise begin a long one again while it still runs.
@shared_task(base=TenantTask, acks_late=False, time_limit=EXPORT_SECONDS)
def write_export_of_business(*, export: str) -> None:
    write_export(export_id=UUID(export), now=timezone.now())


@shared_task(base=TenantTask, acks_late=False, time_limit=SWEEP_SECONDS)
def finish_erasure_of_business(*, erasure: str) -> None:
    finish_erasure(erasure=Erasure.objects.get(pk=erasure), now=timezone.now())


@shared_task(acks_late=False, time_limit=SWEEP_SECONDS)
def see_to_privacy() -> int:
    """Go on with erasures and delete exports whose time is over, in every business; one that fails stops no other."""
    done = 0
    for schema in Business.objects.values_list("schema_name", flat=True):
        try:
            with enter(schema):
                done += finish_erasures(now=timezone.now()) + delete_exports(now=timezone.now())
        except Exception:  # logged with its trace; the next round tries again
            logger.exception("privacy_not_seen_to", business_schema=schema)
    return done


@shared_task
def sweep_old_data() -> int:
    """Queue the daily sweep of each business; how many there are."""
    schemas = list(Business.objects.values_list("schema_name", flat=True))
    for schema in schemas:
        sweep_old_data_of_business.delay_in(schema)
    return len(schemas)


@shared_task(base=TenantTask, acks_late=False, time_limit=SWEEP_SECONDS)
def sweep_old_data_of_business() -> int:
    return sum(sweep_old(now=timezone.now(), by=SYSTEM).values()) + empty_trash(by=SYSTEM, now=timezone.now())
