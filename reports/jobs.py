"""What takes longer than a request, and what beat asks, of reports."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from reports.operations.making import make_report
from reports.operations.scheduling import ask_for_due, unmade
from tenants.celery import TenantTask
from tenants.context import current_schema, enter
from tenants.models import Business

if TYPE_CHECKING:
    from reports.models import Report

logger = structlog.get_logger(__name__)

MAKING_SECONDS, ASKING_SECONDS = 120, 300


# Acknowledged at once: another worker would otherwise begin it again while it still runs.
@shared_task(base=TenantTask, acks_late=False, time_limit=MAKING_SECONDS)
def make_report_of_business(*, report: str) -> None:
    make_report(report_id=UUID(report), now=timezone.now())


def make_soon(report: Report) -> None:
    """Queue it once what asked for it is committed; what the queue does not take is found by ``send_due_reports``."""
    order = partial(make_report_of_business.delay_in, current_schema(), report=str(report.pk))

    def hand_over() -> None:
        try:
            order()
        except (OperationalError, OSError) as error:
            logger.warning("report_not_queued", report=str(report.pk), error=repr(error))

    transaction.on_commit(hand_over)


@shared_task(acks_late=False, time_limit=ASKING_SECONDS)
def send_due_reports() -> int:
    """Ask for what is due in all open businesses, and queue all that waits to be made, also what was lost; how many."""
    return sum(map(_send, Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True)))


def _send(schema: str) -> int:
    now = timezone.now()
    try:
        with enter(schema):
            ask_for_due(now=now)
            waiting = unmade(now=now)
            for report in waiting:
                make_soon(report)
    except Exception:  # one business's trouble must not leave the others without
        logger.exception("reports_not_sent", business_schema=schema)
        return 0
    return len(waiting)
