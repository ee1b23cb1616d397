"""What beat asks of the assistant."""

from __future__ import annotations

import structlog
from celery import shared_task

from agents.learning.trials import judge_trials as judge
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business

logger = structlog.get_logger(__name__)


@shared_task
def judge_trials() -> int:
    """Stop what is on trial and surely worse, in every business; one that fails does not stop the rest."""
    stopped = 0
    for schema in Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True):
        try:
            with enter(schema):
                stopped += judge(by=SYSTEM)
        except Exception:  # logged with its trace; the next round tries again
            logger.exception("trials_not_judged", business_schema=schema)
    return stopped
