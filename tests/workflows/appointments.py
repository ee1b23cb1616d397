"""A time-skipping Temporal server, and a clerk who notes when which mail was asked for."""

from __future__ import annotations

import shutil
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from temporalio import activity
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from workflows.definitions.appointment import SEND_MAIL, AppointmentWorkflow
from workflows.definitions.messages import (
    Appointment,
    AppointmentOutcome,
    MailKind,
    MailOutcome,
    MailRequest,
    Step,
    appointment_id,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from temporalio.client import Client, WorkflowHandle

TASK_QUEUE = "test"
ROME = ZoneInfo("Europe/Rome")


def program(name: str) -> str:
    """The path of a program that came as a wheel, beside Python's own."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    assert found, f"{name} is missing: run `make setup`"
    return found


@dataclass
class Clerk:
    """Answers for the mail activity and keeps (instant, request) pairs, in the workflow's own skipping time."""

    env: WorkflowEnvironment
    refused: set[MailKind] = field(default_factory=set)
    asked: list[tuple[datetime, MailRequest]] = field(default_factory=list)
    fails_until: datetime | None = None

    @activity.defn(name=SEND_MAIL)
    async def send_mail(self, request: MailRequest) -> MailOutcome:
        now = await self.env.get_current_time()
        if self.fails_until is not None and now < self.fails_until:
            raise RuntimeError("the mail server is away")
        self.asked.append((now, request))
        return MailOutcome(sent=request.kind not in self.refused)

    def kinds(self) -> list[str]:
        return [request.kind.value for _, request in self.asked]

    def instant_of(self, kind: MailKind) -> datetime:
        return next(at for at, request in self.asked if request.kind is kind)


@asynccontextmanager
async def skipping_time() -> AsyncIterator[tuple[WorkflowEnvironment, Clerk]]:
    """Run a server whose clock jumps to the next timer, and a worker with the appointment workflow."""
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=program("temporal-test-server")
    ) as env:
        clerk = Clerk(env)
        async with Worker(
            env.client, task_queue=TASK_QUEUE, workflows=[AppointmentWorkflow], activities=[clerk.send_mail]
        ):
            yield env, clerk


def appointment(
    starts_at: datetime,
    *,
    schema: str = "acme",
    reference: str = "K7F-2QM",
    version: int = 2,
    steps: list[Step] | None = None,
) -> Appointment:
    plan = steps if steps is not None else usual_steps(starts_at)
    return Appointment(
        schema=schema,
        reference=reference,
        version=version,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        steps=plan,
        correlation_id="test-correlation",
    )


def usual_steps(starts_at: datetime) -> list[Step]:
    return [
        Step(at=starts_at - timedelta(hours=24), kind=MailKind.REMINDER, name="24h"),
        Step(at=starts_at - timedelta(hours=2), kind=MailKind.REMINDER, name="2h"),
        Step(at=starts_at + timedelta(hours=20), kind=MailKind.FOLLOW_UP),
    ]


async def in_days(env: WorkflowEnvironment, days: int) -> datetime:
    return (await env.get_current_time()).astimezone(UTC).replace(microsecond=0) + timedelta(days=days)


async def start(client: Client, booked: Appointment) -> WorkflowHandle[AppointmentWorkflow, AppointmentOutcome]:
    return await client.start_workflow(
        AppointmentWorkflow.run,
        booked,
        id=appointment_id(booked.schema, booked.reference),
        task_queue=TASK_QUEUE,
    )
