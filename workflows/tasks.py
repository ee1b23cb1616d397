"""What beat asks of workflows."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.utils import timezone

from events.heartbeats import APPOINTMENTS, beat
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business
from workflows.errors import TemporalUnavailable
from workflows.operations import (
    forget_orphans,
    restart_missing,
    restart_missing_optimisations,
    restart_missing_orders,
    restart_missing_waits,
)

logger = structlog.get_logger(__name__)

SWEEP_SECONDS = 600


# Acknowledged at once: another worker would otherwise begin it again while a long one still runs.
@shared_task(acks_late=False, time_limit=SWEEP_SECONDS)
def restart_missing_appointments() -> int:
    """Compare what open businesses have under way with what runs: bookings, orders, waits, optimisations; how many."""
    bookings, orders, waits, searches, failed = 0, 0, 0, 0, []
    for schema in Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True):
        try:
            with enter(schema):
                bookings += restart_missing(now=timezone.now(), by=SYSTEM)
                orders += restart_missing_orders(now=timezone.now(), by=SYSTEM)
                waits += restart_missing_waits(now=timezone.now(), by=SYSTEM)
                searches += restart_missing_optimisations(now=timezone.now(), by=SYSTEM)
        except TemporalUnavailable as error:
            failed.append(f"Temporal: {error}")
            break
        except Exception as error:  # one business's trouble must not leave the others without
            logger.exception("sweep_failed", business_schema=schema)
            failed.append(f"{schema}: {type(error).__name__}")
    missing = {"bookings": bookings, "orders": orders, "places on a waiting list": waits, "optimisations": searches}
    found = [f"{count} {what} had no workflow and were given one" for what, count in missing.items() if count]
    beat(APPOINTMENTS, trouble="; ".join(found + failed))
    return bookings + orders + waits + searches


@shared_task(acks_late=False, time_limit=SWEEP_SECONDS)
def forget_orphaned_workflows() -> int:
    """Those of businesses that were deleted while Temporal was away; it may be now, and is asked again tomorrow."""
    try:
        return forget_orphans(by=SYSTEM)
    except TemporalUnavailable:
        logger.warning("orphans_not_looked_for")
        return 0
