"""A time-skipping Temporal server with the waiting list's workflow, and a clerk who notes when what was asked for."""

from __future__ import annotations

import dataclasses
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from temporalio import activity
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from tests.workflows.appointments import TASK_QUEUE, program
from workflows.definitions.messages import MailOutcome
from workflows.definitions.waiting import SEND_WAITING_MAIL, SETTLE_WAITING, WaitingWorkflow
from workflows.definitions.waiting_messages import (
    RunOut,
    WaitingJourney,
    WaitingMailRequest,
    WaitingOutcome,
    WaitingState,
    waiting_id,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from temporalio.client import Client, WorkflowHandle

    Handle = WorkflowHandle[WaitingWorkflow, WaitingOutcome]

OFFERED_FOR = timedelta(minutes=30)


@dataclass
class WaitingClerk:
    """``row`` is how the place stands where the workflow says that its time has run out."""

    env: WorkflowEnvironment
    row: WaitingState | None = None
    asked: list[tuple[datetime, WaitingMailRequest]] = field(default_factory=list)
    run_out: list[datetime] = field(default_factory=list)

    @activity.defn(name=SEND_WAITING_MAIL)
    async def send_waiting_mail(self, request: WaitingMailRequest) -> MailOutcome:
        self.asked.append((await self.env.get_current_time(), request))
        return MailOutcome(sent=True)

    @activity.defn(name=SETTLE_WAITING)
    async def settle_waiting(self, request: RunOut) -> WaitingState:
        assert self.row is not None
        if self.row.version == request.version:
            self.run_out.append(await self.env.get_current_time())
            self.row = then(self.row, "over" if self.row.status == "waiting" else "waiting")
        return self.row

    def kinds(self) -> list[str]:
        return [request.kind.value.removeprefix("waiting_") for _at, request in self.asked]


@asynccontextmanager
async def skipping_time() -> AsyncIterator[tuple[WorkflowEnvironment, WaitingClerk]]:
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=program("temporal-test-server")
    ) as env:
        clerk = WaitingClerk(env)
        activities: list[Any] = [clerk.send_waiting_mail, clerk.settle_waiting]
        async with Worker(env.client, task_queue=TASK_QUEUE, workflows=[WaitingWorkflow], activities=activities):
            yield env, clerk


async def joined(env: WorkflowEnvironment) -> WaitingState:
    """Has just joined, for a time in three days."""
    now = (await env.get_current_time()).astimezone(UTC).replace(microsecond=0)
    return WaitingState(version=1, status="waiting", ends_at=now + timedelta(days=3))


def then(state: WaitingState, status: str, offer_until: datetime | None = None) -> WaitingState:
    """The place one version later."""
    return dataclasses.replace(state, status=status, version=state.version + 1, offer_until=offer_until)


async def offered(env: WorkflowEnvironment, state: WaitingState) -> WaitingState:
    return then(state, "offered", (await env.get_current_time()).astimezone(UTC) + OFFERED_FOR)


async def start(
    client: Client, state: WaitingState, *, schema: str = "acme", reference: str = "K7F-2QM", is_told: bool = False
) -> Handle:
    journey = WaitingJourney(schema, reference, state, correlation_id="test-correlation", is_told=is_told)
    return await client.start_workflow(
        WaitingWorkflow.run, journey, id=waiting_id(schema, reference), task_queue=TASK_QUEUE
    )
