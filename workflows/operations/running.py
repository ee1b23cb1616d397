"""Stopping a workflow by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from tenants.context import current_schema
from workflows.errors import WorkflowNotFound

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
    cancel(workflow_id)
    logger.info("workflow_cancelled", workflow_id=workflow_id, by=str(by))
