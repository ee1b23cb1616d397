"""Workflows that were running before a change must still replay after it."""

from __future__ import annotations

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from tests.workflows.recording import HISTORIES
from workflows.definitions.appointment import AppointmentWorkflow
from workflows.definitions.optimisation import OptimisationWorkflow
from workflows.definitions.order import OrderWorkflow
from workflows.definitions.waiting import WaitingWorkflow

RECORDED = {path.stem: path.read_text() for path in sorted(HISTORIES.glob("*.json"))}


def test_there_are_histories() -> None:
    assert len(RECORDED) >= 10


@pytest.mark.parametrize("name", RECORDED)
async def test_recorded_history_replays(name: str) -> None:
    history = WorkflowHistory.from_json(name, RECORDED[name])

    workflows = [AppointmentWorkflow, OrderWorkflow, WaitingWorkflow, OptimisationWorkflow]
    await Replayer(workflows=workflows).replay_workflow(history)
