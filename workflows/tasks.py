"""What beat asks of workflows."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from events.heartbeats import APPOINTMENTS, beat
from tenants.actors import SYSTEM
from tenants.context import enter
from tenants.models import Business
from workflows.errors import TemporalUnavailable
from workflows.operations import restart_missing

SWEEP_SECONDS = 600


# Acknowledged at once: another worker would otherwise begin it again while a long one still runs.
@shared_task(acks_late=False, time_limit=SWEEP_SECONDS)
def restart_missing_appointments() -> int:
    """Compare all open businesses' bookings with what runs for them; how many workflows were missing."""
    missing, trouble = 0, ""
    try:
        for schema in Business.objects.filter(is_suspended=False).values_list("schema_name", flat=True):
            with enter(schema):
                missing += restart_missing(now=timezone.now(), by=SYSTEM)
    except TemporalUnavailable as error:
        trouble = f"Temporal: {error}"
    if missing:
        trouble = f"{missing} bookings had no workflow and were given one"
    beat(APPOINTMENTS, trouble=trouble)
    return missing
