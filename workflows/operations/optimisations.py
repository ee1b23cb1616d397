"""Having runs worked on: started when their event comes, and given back a workflow that was lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from agents.learning.models import OptimisationRun
from tenants.context import current_schema
from workflows.definitions.optimisation_messages import OPTIMISATION_WORKFLOW, Optimisation, optimisation_id

if TYPE_CHECKING:
    from datetime import datetime

    from tenants.actors import Actor

logger = structlog.get_logger(__name__)

ON_ITS_WAY = timedelta(minutes=5)
"""So long its event may still be on its way."""


def start_optimisation(*, run: int, correlation_id: str = "", by: Actor) -> bool:
    """Start the run's workflow unless it runs or has run; raises ``TemporalUnavailable`` while the server is away."""
    from workflows.calls import start_once  # noqa: PLC0415  # loads the SDK, which the web process seldom needs

    schema = current_schema()
    subject = Optimisation(schema=schema, run=run, correlation_id=correlation_id)
    is_running = start_once(OPTIMISATION_WORKFLOW, optimisation_id(schema, run), subject)
    logger.info("optimisation_started", run=run, is_running=is_running, by=str(by))
    return is_running


def restart_missing_optimisations(*, now: datetime, by: Actor) -> int:
    """Start the workflow of every run under way that has none; how many. Raises ``TemporalUnavailable``."""
    from workflows.calls import is_running  # noqa: PLC0415  # as above

    running = OptimisationRun.objects.filter(state=OptimisationRun.State.RUNNING, started_at__lte=now - ON_ITS_WAY)
    keys = running.values_list("pk", flat=True)
    missing = [key for key in keys if not is_running(optimisation_id(current_schema(), key))]
    count = sum(start_optimisation(run=key, by=by) for key in missing)
    if count:
        logger.error("optimisations_were_missing", count=count, by=str(by))
    return count
