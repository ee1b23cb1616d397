"""How processes that nobody waits for show that they live: a row each, written every few seconds."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone

from events.models import Heartbeat
from tenants.context import public

logger = structlog.get_logger(__name__)

EVERY_SECONDS = 10.0
RELAY, TASKS, TEMPORAL_WORKER, APPOINTMENTS = "relay", "tasks", "temporal-worker", "appointments"
SILENT_AFTER = {
    RELAY: timedelta(seconds=45),
    TASKS: timedelta(seconds=90),
    TEMPORAL_WORKER: timedelta(seconds=45),
    APPOINTMENTS: timedelta(minutes=10),
}
"""Several beats may be missed, as when everything starts anew; after this somebody should look."""
LONGEST_TROUBLE = 300


def beat(name: str, *, trouble: str = "") -> None:
    """Note that the process lives; a database that is away for a moment must not end it."""
    row = Heartbeat(name=name, seen_at=timezone.now(), trouble=trouble[:LONGEST_TROUBLE])
    try:
        with public():
            Heartbeat.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["name"], update_fields=["seen_at", "trouble"]
            )
    except DatabaseError as error:
        logger.warning("heartbeat_not_noted", name=name, error=repr(error))
        connection.close()
