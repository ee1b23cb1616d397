"""A time-skipping Temporal server with the workflow of searches, and somebody who takes their steps as told."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import Worker

from tests.workflows.appointments import TASK_QUEUE, program
from workflows.definitions.optimisation import OPTIMISE, OptimisationWorkflow
from workflows.definitions.optimisation_messages import Optimisation, StepTaken, optimisation_id

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from temporalio.client import WorkflowHandle

    Handle = WorkflowHandle[OptimisationWorkflow, None]


@dataclass
class Searcher:
    """``steps`` are what each step comes to, None for one that fails; after them all is over."""

    env: WorkflowEnvironment
    steps: list[StepTaken | None] = field(default_factory=list)
    taken: list[datetime] = field(default_factory=list)

    @activity.defn(name=OPTIMISE)
    async def optimise(self, _optimisation: Optimisation) -> StepTaken:
        self.taken.append(await self.env.get_current_time())
        step = self.steps.pop(0) if self.steps else StepTaken(is_over=True)
        if step is None:
            raise ApplicationError("the step failed")
        return step


@asynccontextmanager
async def skipping_time() -> AsyncIterator[tuple[WorkflowEnvironment, Searcher]]:
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=program("temporal-test-server")
    ) as env:
        searcher = Searcher(env)
        async with Worker(
            env.client, task_queue=TASK_QUEUE, workflows=[OptimisationWorkflow], activities=[searcher.optimise]
        ):
            yield env, searcher


async def start(env: WorkflowEnvironment) -> Handle:
    search = Optimisation("acme", 7, correlation_id="test-correlation")
    return await env.client.start_workflow(
        OptimisationWorkflow.run, search, id=optimisation_id("acme", 7), task_queue=TASK_QUEUE
    )
