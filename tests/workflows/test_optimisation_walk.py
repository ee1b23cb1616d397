"""From a search that was started through outbox, relay, Temporal and worker to its end, with the real servers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from temporalio.client import WorkflowExecutionStatus

from agents.learning.models import OptimisationRun
from agents.learning.runs import start_run
from events.models import OutboxEvent
from tenants.actors import SYSTEM
from tenants.context import enter
from tests.agents.learning.learner import answer_as_learner
from tests.agents.llm.conftest import far_end, models
from tests.workflows.test_walk import relay, until
from workflows.client import ask
from workflows.definitions.optimisation_messages import optimisation_id
from workflows.errors import WorkflowNotFound
from workflows.operations import cancel_workflow, restart_missing_optimisations
from workflows.operations.optimisations import ON_ITS_WAY

if TYPE_CHECKING:
    from agents.llm.platform import PlatformModels
    from tenants.models import Business
    from tests.agents.llm.far_end import FarEnd

__all__ = ["far_end", "models"]

pytestmark = pytest.mark.usefixtures("django_db_setup")


def started(optimiser: str) -> OptimisationRun:
    return start_run(module="intent", optimiser=optimiser, most_calls=15, most_dollars=Decimal(1), seed=0, by=SYSTEM)


def status_of(run: OptimisationRun, business: Business) -> WorkflowExecutionStatus | None:
    workflow_id = optimisation_id(business.schema_name, run.pk)
    return ask(lambda client: client.get_workflow_handle(workflow_id).describe()).status


def state_of(run: OptimisationRun) -> str:
    return OptimisationRun.objects.get(pk=run.pk).state


def test_a_search_that_was_started_is_worked_on_to_its_end(
    live_marios: Business, models: PlatformModels, far_end: FarEnd, worker: None
) -> None:
    answer_as_learner(far_end)
    with enter(live_marios.schema_name):
        run = started("copro")
        relay()
        until(lambda: state_of(run) == "unoptimised", seconds=60)
        until(lambda: status_of(run, live_marios) == WorkflowExecutionStatus.COMPLETED, seconds=60)
        assert len(far_end.received) == 15

        lost = started("bootstrap")  # and the server loses what the event has started
        OutboxEvent.objects.update(published_at=timezone.now())
        assert restart_missing_optimisations(now=timezone.now(), by=SYSTEM) == 0
        assert restart_missing_optimisations(now=timezone.now() + ON_ITS_WAY, by=SYSTEM) == 1
        until(lambda: state_of(lost) == "unoptimised", seconds=60)


def test_cancelled_as_a_workflow_the_search_is(live_marios: Business, models: PlatformModels, temporal: str) -> None:
    with enter(live_marios.schema_name):
        run = started("gepa")
        cancel_workflow(workflow_id=optimisation_id(live_marios.schema_name, run.pk), by=SYSTEM)
        assert state_of(run) == "cancelled"
        for wrong in (run.pk, "x"):
            with pytest.raises(WorkflowNotFound):
                cancel_workflow(workflow_id=f"{live_marios.schema_name}:optimisation:{wrong}", by=SYSTEM)
