"""A time-skipping Temporal server with the order workflow, and a clerk who notes when what was asked for."""

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
from workflows.definitions.order import SEND_ORDER_MAIL, TURN_DOWN_UNANSWERED, OrderWorkflow
from workflows.definitions.order_messages import (
    OrderJourney,
    OrderMailRequest,
    OrderOutcome,
    OrderState,
    Unanswered,
    order_id,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from temporalio.client import Client, WorkflowHandle

    Handle = WorkflowHandle[OrderWorkflow, OrderOutcome]


@dataclass
class OrderClerk:
    """``row`` is how the order stands where the workflow asks for it; turned down where nobody answered or paid."""

    env: WorkflowEnvironment
    row: OrderState | None = None
    asked: list[tuple[datetime, OrderMailRequest]] = field(default_factory=list)
    turned_down: list[datetime] = field(default_factory=list)

    @activity.defn(name=SEND_ORDER_MAIL)
    async def send_order_mail(self, request: OrderMailRequest) -> MailOutcome:
        self.asked.append((await self.env.get_current_time(), request))
        return MailOutcome(sent=True)

    @activity.defn(name=TURN_DOWN_UNANSWERED)
    async def turn_down_unanswered(self, request: Unanswered) -> OrderState:
        assert self.row is not None
        ends = {"placed": "rejected", "unpaid": "lapsed"}
        if self.row.status in ends:
            self.turned_down.append(await self.env.get_current_time())
            self.row = dataclasses.replace(self.row, status=ends[self.row.status], version=self.row.version + 1)
        return self.row

    def kinds(self) -> list[str]:
        return [request.kind.value.removeprefix("order_") for _at, request in self.asked]

    def instant_of(self, kind: str) -> datetime:
        return next(at for at, request in self.asked if request.kind.value == f"order_{kind}")


@asynccontextmanager
async def skipping_time() -> AsyncIterator[tuple[WorkflowEnvironment, OrderClerk]]:
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=program("temporal-test-server")
    ) as env:
        clerk = OrderClerk(env)
        activities: list[Any] = [clerk.send_order_mail, clerk.turn_down_unanswered]
        async with Worker(env.client, task_queue=TASK_QUEUE, workflows=[OrderWorkflow], activities=activities):
            yield env, clerk


async def placed(env: WorkflowEnvironment, **fields: Any) -> OrderState:
    """Just ordered: to be accepted within ten minutes, ready in thirty, asked about the day after."""
    now = (await env.get_current_time()).astimezone(UTC).replace(microsecond=0)
    state = OrderState(
        version=1,
        status="placed",
        way="pickup",
        accept_by=now + timedelta(minutes=10),
        ready_at=now + timedelta(minutes=30),
        there_at=now + timedelta(minutes=30),
        total="12.50",
        feedback_at=now + timedelta(hours=20),
    )
    return dataclasses.replace(state, **fields)


def then(state: OrderState, status: str, **fields: Any) -> OrderState:
    """The order one version later."""
    return dataclasses.replace(state, status=status, version=state.version + 1, **fields)


async def start(
    client: Client, state: OrderState, *, schema: str = "acme", reference: str = "K7F-2QM", is_told: bool = False
) -> Handle:
    journey = OrderJourney(schema, reference, state, correlation_id="test-correlation", is_told=is_told)
    return await client.start_workflow(
        OrderWorkflow.run, journey, id=order_id(schema, reference), task_queue=TASK_QUEUE
    )
