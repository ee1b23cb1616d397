"""Records the histories that ``test_histories`` replays: ``python -m tests.workflows.recording`` after a deliberate,
versioned change of a workflow.  Histories of released versions stay; a new one gets a new name.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.workflows.appointments import appointment, in_days, skipping_time, start
from workflows.definitions.appointment import AppointmentWorkflow
from workflows.definitions.messages import Cancellation, MailKind

if TYPE_CHECKING:
    from temporalio.client import WorkflowHandle
    from temporalio.testing import WorkflowEnvironment

    from workflows.definitions.messages import AppointmentOutcome

    Handle = WorkflowHandle[AppointmentWorkflow, AppointmentOutcome]

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


async def record() -> None:
    for life in (kept, cancelled, moved, refused):
        async with skipping_time() as (env, clerk):
            clerk.refused = {MailKind.REMINDER} if life is refused else set()
            handle = await life(env)
            await handle.result()
            history = await handle.fetch_history()
        (HISTORIES / f"appointment_v1_{life.__name__}.json").write_text(history.to_json())


if __name__ == "__main__":
    asyncio.run(record())
