"""What we ask of the workflow server.  Imported when first needed: the SDK takes time that most processes can save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from temporalio.api.common.v1 import WorkflowExecution as WorkflowExecutionKey
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from workflows.client import RPC_TIMEOUT, ask, is_of_no_namespace
from workflows.definitions.messages import APPOINTMENT_WORKFLOW
from workflows.definitions.optimisation_messages import OPTIMISATION_WORKFLOW
from workflows.definitions.order_messages import ORDER_WORKFLOW
from workflows.definitions.waiting_messages import WAITING_WORKFLOW
from workflows.errors import WorkflowNotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from temporalio.client import Client, WorkflowExecution

    from workflows.definitions.messages import Appointment, Cancellation
    from workflows.definitions.optimisation_messages import Optimisation
    from workflows.definitions.order_messages import OrderJourney, OrderState
    from workflows.definitions.waiting_messages import WaitingJourney, WaitingState

    Subject = Appointment | OrderJourney | WaitingJourney | Optimisation
    Argument = Appointment | Cancellation | OrderState | WaitingState

OURS = (APPOINTMENT_WORKFLOW, ORDER_WORKFLOW, WAITING_WORKFLOW, OPTIMISATION_WORKFLOW)
MOST_LISTED = 200
MOST_NAMED = 50
"""Ids in one question."""


def start_once(workflow: str, workflow_id: str, subject: Subject) -> bool:
    """Start the workflow of that name unless one of this id runs or has run; whether one runs now."""

    async def start(client: Client) -> bool:
        try:
            await client.start_workflow(
                workflow,
                subject,
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
    workflow: str,
    workflow_id: str,
    subject: Subject,
    signal: str,
    argument: Argument,
) -> None:
    """Signal the workflow, starting the one of that name with ``subject`` where none runs."""

    async def send(client: Client) -> None:
        await client.start_workflow(
            workflow,
            subject,
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


def runs_of(workflow_ids: Sequence[str]) -> list[WorkflowExecution]:
    """Every run the server knows of the workflows, ended ones too. The list may lag behind by a second."""

    async def listed(client: Client) -> list[WorkflowExecution]:
        found: list[WorkflowExecution] = []
        for ids in batched(workflow_ids):
            names = ", ".join(f'"{each}"' for each in ids)
            query = f"WorkflowId IN ({names})"
            found += [each async for each in client.list_workflows(query, rpc_timeout=RPC_TIMEOUT)]
        return found

    return ask(listed)


def runs_under(prefix: str) -> list[WorkflowExecution]:
    """Every run of workflows whose ids begin with the prefix, as far as they can be listed in a few seconds."""

    async def listed(client: Client) -> list[WorkflowExecution]:
        query = f'WorkflowId STARTS_WITH "{prefix}"'
        return [each async for each in client.list_workflows(query, rpc_timeout=RPC_TIMEOUT)]

    return ask(listed)


def schemas_known() -> set[str]:
    """The schemas that ids of workflows begin with, as far as they can be listed soon."""

    async def listed(client: Client) -> set[str]:
        names = ", ".join(f'"{each}"' for each in OURS)
        query = f"WorkflowType IN ({names})"
        found = client.list_workflows(query, rpc_timeout=RPC_TIMEOUT)
        return {each.id.partition(":")[0] async for each in found}

    return ask(listed)


def batched(workflow_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (workflow_ids[first : first + MOST_NAMED] for first in range(0, len(workflow_ids), MOST_NAMED))


def forget(workflow_ids: Sequence[str]) -> int:
    """End the workflows and have the server delete every run of them with its history; how many runs there were.

    One that runs is gone at once; one that has ended, when the server gets to it: measured, half a minute. A run that
    has only just begun may be missing from the server's list: the newest of each id is deleted by its id.
    """
    listed = [(each.id, each.run_id) for each in runs_of(workflow_ids)]
    return _delete([*listed, *((each, "") for each in workflow_ids)])


def forget_under(prefix: str) -> int:
    """As ``forget``, of every workflow whose id begins with the prefix."""
    runs = [(each.id, each.run_id) for each in runs_under(prefix)]
    return sum(_delete(runs[first : first + MOST_LISTED]) for first in range(0, len(runs), MOST_LISTED))


def _delete(runs: Sequence[tuple[str, str]]) -> int:
    async def delete(client: Client) -> int:
        deleted = 0
        for workflow_id, run_id in runs:
            execution = WorkflowExecutionKey(workflow_id=workflow_id, run_id=run_id)
            request = DeleteWorkflowExecutionRequest(namespace=client.namespace, workflow_execution=execution)
            try:
                await client.workflow_service.delete_workflow_execution(request, timeout=RPC_TIMEOUT)
                deleted += 1
            except RPCError as error:
                if error.status != RPCStatusCode.NOT_FOUND or is_of_no_namespace(error):
                    raise
        return deleted

    return ask(delete)
