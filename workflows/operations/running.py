"""Stopping workflows by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.utils import timezone

from agents.learning.errors import NotRunning
from agents.learning.runs import cancel_run
from tenants.actors import SYSTEM
from tenants.context import current_schema
from tenants.models import Business
from workflows.errors import WorkflowNotFound
from workflows.models import StoppedAppointment

if TYPE_CHECKING:
    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def cancel_workflow(*, workflow_id: str, by: Actor) -> None:
    """Stop a running workflow of this business: its booking stays, its further mails do not go out.

    Raises ``WorkflowNotFound``, also for an id of another business; ``TemporalUnavailable``.
    """
    from workflows.calls import cancel  # noqa: PLC0415  # loads the SDK, which the web process seldom needs

    if not workflow_id.startswith(f"{current_schema()}:"):
        raise WorkflowNotFound
    before, _, reference = workflow_id.rpartition(":")
    if before.endswith(":optimisation"):
        _cancel_optimisation(reference, by=by)
        return
    cancel(workflow_id)
    StoppedAppointment.objects.update_or_create(reference=reference, defaults={"stopped_at": timezone.now()})
    logger.info("workflow_cancelled", workflow_id=workflow_id, by=str(by))


def _cancel_optimisation(run: str, *, by: Actor) -> None:
    """Its row says so, and its next step ends the workflow."""
    try:
        cancel_run(run=int(run), by=by)
    except (NotRunning, ValueError) as error:
        raise WorkflowNotFound from error


def forget_workflows(*, schema: str, by: Actor) -> int:
    """End what runs for a business and forget what ran, with its history; how many. Raises ``TemporalUnavailable``.

    Their activities find no business any more, and are not tried again.
    """
    from workflows.calls import forget_under  # noqa: PLC0415  # see cancel_workflow

    forgotten = forget_under(f"{schema}:")
    logger.info("workflows_forgotten", business_schema=schema, count=forgotten, by=str(by))
    return forgotten


def forget_with_business(business: Business) -> int:
    """What a deleted business has left at the workflow server."""
    return forget_workflows(schema=business.schema_name, by=SYSTEM)


def forget_orphans(*, by: Actor) -> int:
    """Forget the workflows of businesses that are no more, for the server may have been away when they went; how many.

    Raises ``TemporalUnavailable``.
    """
    from workflows.calls import schemas_known  # noqa: PLC0415  # see cancel_workflow

    known = schemas_known()
    orphans = known - set(Business.objects.values_list("schema_name", flat=True))
    return sum(forget_workflows(schema=schema, by=by) for schema in sorted(orphans))
