"""Records the histories that ``test_histories`` replays: ``python -m tests.workflows.recording`` after a deliberate,
versioned change of a workflow.  Histories of released versions stay; a new one gets a new name.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.workflows import journeys, searches, waits
from tests.workflows.appointments import appointment, in_days, skipping_time, start
from workflows.definitions.appointment import AppointmentWorkflow
from workflows.definitions.messages import Cancellation, MailKind
from workflows.definitions.optimisation_messages import StepTaken
from workflows.definitions.order import OrderWorkflow
from workflows.definitions.waiting import WaitingWorkflow

if TYPE_CHECKING:
    from temporalio.client import WorkflowHandle
    from temporalio.testing import WorkflowEnvironment

    from workflows.definitions.messages import AppointmentOutcome
    from workflows.definitions.order_messages import OrderOutcome
    from workflows.definitions.waiting_messages import WaitingOutcome

    Handle = WorkflowHandle[AppointmentWorkflow, AppointmentOutcome]
    OrderHandle = WorkflowHandle[OrderWorkflow, OrderOutcome]
    WaitingHandle = WorkflowHandle[WaitingWorkflow, WaitingOutcome]

HISTORIES = Path(__file__).parent / "histories"


async def kept(env: WorkflowEnvironment) -> Handle:
    return await start(env.client, appointment(await in_days(env, 5), reference="KKK-KKK"))


async def cancelled(env: WorkflowEnvironment) -> Handle:
    handle = await start(env.client, appointment(await in_days(env, 5), reference="CCC-CCC"))
    await env.sleep(timedelta(days=1))
    await handle.signal(AppointmentWorkflow.cancel, Cancellation(version=3))
    return handle


async def moved(env: WorkflowEnvironment) -> Handle:
    handle = await start(env.client, appointment(await in_days(env, 5), reference="MMM-MMM"))
    await env.sleep(timedelta(days=1))
    later = appointment(await in_days(env, 9), reference="MMM-MMM", version=3)
    await handle.signal(AppointmentWorkflow.reschedule, later)
    await handle.signal(AppointmentWorkflow.reschedule, later)
    return handle


async def refused(env: WorkflowEnvironment) -> Handle:
    return await start(env.client, appointment(await in_days(env, 5), reference="RRR-RRR"))


async def served(env: WorkflowEnvironment) -> OrderHandle:
    state = await journeys.placed(env)
    handle = await journeys.start(env.client, state, reference="SSS-SSS")
    for status in ("accepted", "preparing", "ready", "completed"):
        await env.sleep(timedelta(minutes=5))
        state = journeys.then(state, status)
        await handle.signal(OrderWorkflow.update, state)
    return handle


async def late(env: WorkflowEnvironment) -> OrderHandle:
    state = journeys.then(await journeys.placed(env), "accepted")
    handle = await journeys.start(env.client, state, reference="LLL-LLL")
    await env.sleep(timedelta(hours=1))
    await handle.signal(OrderWorkflow.update, journeys.then(state, "cancelled"))
    return handle


async def unanswered(env: WorkflowEnvironment) -> OrderHandle:
    return await journeys.start(env.client, await journeys.placed(env), reference="UUU-UUU")


async def taken(env: WorkflowEnvironment, clerk: waits.WaitingClerk) -> WaitingHandle:
    state = await waits.joined(env)
    handle = await waits.start(env.client, state, reference="TTT-TTT")
    await env.sleep(timedelta(hours=1))
    state = await waits.offered(env, state)
    await handle.signal(WaitingWorkflow.update, state)
    await env.sleep(timedelta(minutes=5))
    await handle.signal(WaitingWorkflow.update, waits.then(state, "booked"))
    return handle


async def let_run_out(env: WorkflowEnvironment, clerk: waits.WaitingClerk) -> WaitingHandle:
    state = await waits.joined(env)
    handle = await waits.start(env.client, state, reference="NNN-NNN")
    await env.sleep(timedelta(hours=1))
    clerk.row = await waits.offered(env, state)
    await handle.signal(WaitingWorkflow.update, clerk.row)
    return handle


async def given_up(env: WorkflowEnvironment, clerk: waits.WaitingClerk) -> WaitingHandle:
    state = await waits.joined(env)
    handle = await waits.start(env.client, state, reference="GGG-GGG")
    await env.sleep(timedelta(hours=1))
    await handle.signal(WaitingWorkflow.update, waits.then(state, "left"))
    return handle


async def record_waits() -> None:
    for life in (taken, let_run_out, given_up):
        async with waits.skipping_time() as (env, clerk):
            handle = await life(env, clerk)
            await handle.result()
            history = await handle.fetch_history()
        (HISTORIES / f"waiting_v1_{life.__name__}.json").write_text(history.to_json())


async def record_orders() -> None:
    for life in (served, late, unanswered):
        async with journeys.skipping_time() as (env, clerk):
            clerk.row = await journeys.placed(env)
            handle = await life(env)
            await handle.result()
            history = await handle.fetch_history()
        (HISTORIES / f"order_v1_{life.__name__}.json").write_text(history.to_json())


async def record_searches() -> None:
    async with searches.skipping_time() as (env, searcher):
        searcher.steps = [StepTaken(is_over=False), StepTaken(is_over=False, pause=60), None]
        handle = await searches.start(env)
        await handle.result()
        history = await handle.fetch_history()
    (HISTORIES / "optimisation_v1_found.json").write_text(history.to_json())


async def record() -> None:
    await record_orders()
    await record_searches()
    for life in (kept, cancelled, moved, refused):
        async with skipping_time() as (env, clerk):
            clerk.refused = {MailKind.REMINDER} if life is refused else set()
            handle = await life(env)
            await handle.result()
            history = await handle.fetch_history()
        (HISTORIES / f"appointment_v1_{life.__name__}.json").write_text(history.to_json())


if __name__ == "__main__":
    asyncio.run(record())
