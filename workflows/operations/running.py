"""Stopping workflows by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.utils import timezone

from tenants.actors import SYSTEM
from tenants.context import current_schema
from workflows.errors import WorkflowNotFound
from workflows.models import StoppedAppointment

if TYPE_CHECKING:
    from tenants.actors import Actor
    from tenants.models import Business

logger = structlog.get_logger(__name__)


def cancel_workflow(*, workflow_id: str, by: Actor) -> None:
    """Stop a running workflow of this business: its booking stays, its further mails do not go out.

    Raises ``WorkflowNotFound``, also for an id of another business; ``TemporalUnavailable``.
    """
    from workflows.calls import cancel  # noqa: PLC0415  # loads the SDK, which the web process seldom needs

    if not workflow_id.startswith(f"{current_schema()}:"):
        raise WorkflowNotFound
    cancel(workflow_id)
    reference = workflow_id.rpartition(":")[2]
    StoppedAppointment.objects.update_or_create(reference=reference, defaults={"stopped_at": timezone.now()})
    logger.info("workflow_cancelled", workflow_id=workflow_id, by=str(by))


def end_workflows(*, schema: str, by: Actor) -> int:
    """End all that runs for a business; how many. Raises ``TemporalUnavailable``."""
    from workflows.calls import terminate  # noqa: PLC0415  # see cancel_workflow

    ended = terminate(f"{schema}:")
    logger.info("workflows_ended", business_schema=schema, count=ended, by=str(by))
    return ended


def end_with_business(business: Business) -> None:
    """A removal step: end what runs once the deletion is committed.

    Where the workflow server is away, or has too many to end in a few seconds, the rest ends by itself: its activities
    find no business, and are not tried again.
    """
    schema = business.schema_name
    transaction.on_commit(lambda: end_workflows(schema=schema, by=SYSTEM), robust=True)
