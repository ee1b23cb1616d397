"""Stopping a workflow by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from temporalio.service import RPCError, RPCStatusCode

from tenants.context import current_schema
from workflows.client import RPC_TIMEOUT, ask
from workflows.errors import WorkflowNotFound

if TYPE_CHECKING:
    from temporalio.client import Client

    from tenants.actors import Actor

logger = structlog.get_logger(__name__)


def cancel_workflow(*, workflow_id: str, by: Actor) -> None:
    """Stop a running workflow of this business: its booking stays, its further mails do not go out.

    Raises ``WorkflowNotFound``, also for an id of another business; ``TemporalUnavailable``.
    """
    if not workflow_id.startswith(f"{current_schema()}:"):
        raise WorkflowNotFound

    async def cancel(client: Client) -> None:
        handle = client.get_workflow_handle(workflow_id)
        try:
            await handle.cancel(rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status == RPCStatusCode.NOT_FOUND:
                raise WorkflowNotFound from error
            raise

    ask(cancel)
    logger.info("workflow_cancelled", workflow_id=workflow_id, by=str(by))
