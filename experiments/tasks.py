"""What beat asks of experiments."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone

from experiments.operations import watch_experiments
from tenants.context import enter
from tenants.models import Business

logger = structlog.get_logger(__name__)


@shared_task
def watch_businesses() -> int:
    """Stop what breaks a guard rail, in every business; one that fails does not stop the rest."""
    stopped = 0
    for schema in Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True):
        try:
            with enter(schema):
                stopped += len(watch_experiments(now=timezone.now()))
        except Exception:  # logged with its trace; the next round tries again
            logger.exception("experiments_not_watched", business_schema=schema)
    return stopped
