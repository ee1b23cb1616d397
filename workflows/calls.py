"""What we ask of the workflow server.  Imported when first needed: the SDK takes time that most processes can save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from temporalio.client import WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from workflows.client import RPC_TIMEOUT, ask, is_of_no_namespace
from workflows.definitions.messages import APPOINTMENT_WORKFLOW
from workflows.errors import WorkflowNotFound

if TYPE_CHECKING:
    from datetime import datetime

    from temporalio.client import Client

    from workflows.definitions.messages import Appointment, Cancellation

MOST_LISTED = 200


def start_once(workflow_id: str, appointment: Appointment) -> bool:
    """Start the appointment's workflow unless one of this id runs or has run; whether one runs now."""

    async def start(client: Client) -> bool:
        try:
            await client.start_workflow(
                APPOINTMENT_WORKFLOW,
                appointment,
                id=workflow_id,
                task_queue=settings.TEMPORAL_TASK_QUEUE,
                id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                rpc_timeout=RPC_TIMEOUT,
            )
        except WorkflowAlreadyStartedError:
            return False  # it ran to its end: this is a late repetition
        return True

    return ask(start)


def signal_with_start(
    workflow_id: str, appointment: Appointment, signal: str, argument: Appointment | Cancellation
) -> None:
    """Signal the workflow, starting it with ``appointment`` where none runs."""

    async def send(client: Client) -> None:
        await client.start_workflow(
            APPOINTMENT_WORKFLOW,
            appointment,
            id=workflow_id,
            task_queue=settings.TEMPORAL_TASK_QUEUE,
            start_signal=signal,
            start_signal_args=[argument],
            rpc_timeout=RPC_TIMEOUT,
        )

    ask(send)


def cancel(workflow_id: str) -> None:
    """Raises ``WorkflowNotFound`` where none of the id runs."""

    async def send(client: Client) -> None:
        try:
            await client.get_workflow_handle(workflow_id).cancel(rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status == RPCStatusCode.NOT_FOUND:
                raise WorkflowNotFound from error
            raise

    ask(send)


def terminate(prefix: str) -> int:
    """End every running workflow whose id begins with the prefix, at once and without its further steps; how many."""

    async def end(client: Client) -> int:
        ended = 0
        query = f'WorkflowId STARTS_WITH "{prefix}" AND ExecutionStatus = "Running"'
        async for each in client.list_workflows(query, rpc_timeout=RPC_TIMEOUT):
            try:
                await client.get_workflow_handle(each.id).terminate(rpc_timeout=RPC_TIMEOUT)
                ended += 1
            except RPCError as error:
                if error.status != RPCStatusCode.NOT_FOUND:  # it ended by itself meanwhile
                    raise
        return ended

    return ask(end)


def running(prefix: str) -> list[tuple[str, datetime]]:
    """Ids and starts of running workflows whose id begins with the prefix, newest first, 200 at most."""

    async def listed(client: Client) -> list[tuple[str, datetime]]:
        query = f'WorkflowId STARTS_WITH "{prefix}" AND ExecutionStatus = "Running"'
        found = client.list_workflows(query, limit=MOST_LISTED, rpc_timeout=RPC_TIMEOUT)
        return [(each.id, each.start_time) async for each in found]

    return [(id_, started_at) for id_, started_at in ask(listed) if id_.startswith(prefix)]


def running_ids(prefix: str) -> set[str]:
    """The ids of all running workflows that begin with the prefix."""

    async def listed(client: Client) -> set[str]:
        query = f'WorkflowId STARTS_WITH "{prefix}" AND ExecutionStatus = "Running"'
        return {each.id async for each in client.list_workflows(query, rpc_timeout=RPC_TIMEOUT)}

    return ask(listed)


def is_running(workflow_id: str) -> bool:
    """Exact at once, where the list of what runs may lag behind."""

    async def described(client: Client) -> bool:
        try:
            found = await client.get_workflow_handle(workflow_id).describe(rpc_timeout=RPC_TIMEOUT)
        except RPCError as error:
            if error.status == RPCStatusCode.NOT_FOUND and not is_of_no_namespace(error):
                return False
            raise
        return found.status == WorkflowExecutionStatus.RUNNING

    return ask(described)
