"""What beat asks of conversations."""

from __future__ import annotations

from datetime import timedelta

import structlog
from celery import shared_task
from django.utils import timezone

from conversations.operations import alert_of_waiting, resume_turns
from conversations.post import post_alert
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business

logger = structlog.get_logger(__name__)

QUIET_FOR = timedelta(seconds=5)


@shared_task
def alert_businesses() -> int:
    """Have every business mailed of customers who have waited for long; one that fails does not stop the rest."""
    alerted = 0
    for schema in Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True):
        try:
            with enter(schema):
                alerted += len(alert_of_waiting(now=timezone.now(), post=post_alert, by=SYSTEM))
        except Exception:  # logged with its trace; the next round tries again
            logger.exception("not_alerted", business_schema=schema)
    return alerted


@shared_task
def resume_stalled_turns() -> int:
    """Answer what a process that died left unanswered, in every business; one that fails does not stop the rest."""
    resumed = 0
    for schema in Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True):
        try:
            with enter(schema):
                resumed += resume_turns(now=timezone.now(), quiet_for=QUIET_FOR)
        except Exception:  # logged with its trace; the next round tries again
            logger.exception("turns_not_resumed", business_schema=schema)
    return resumed
