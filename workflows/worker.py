"""The Temporal worker: what it runs, and how it comes up and goes down."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.conf import settings
from temporalio.service import RPCError
from temporalio.worker import Worker

from events.heartbeats import EVERY_SECONDS, TEMPORAL_WORKER, beat
from tenants.context import PUBLIC, run_in_tenant
from workflows.activities import (
    optimise,
    send_mail,
    send_order_mail,
    send_waiting_mail,
    settle_waiting,
    turn_down_unanswered,
)
from workflows.client import assert_ours, connect
from workflows.definitions.appointment import AppointmentWorkflow
from workflows.definitions.optimisation import OptimisationWorkflow
from workflows.definitions.order import OrderWorkflow
from workflows.definitions.waiting import WaitingWorkflow
from workflows.interceptors import AppErrorInterceptor

if TYPE_CHECKING:
    from temporalio.client import Client

logger = structlog.get_logger(__name__)

ACTIVITY_THREADS = 8
GRACE = timedelta(seconds=6)  # less than the seconds a stopping process is given
LONGEST_PAUSE = 10.0


def worker_for(client: Client, executor: ThreadPoolExecutor, *, task_queue: str) -> Worker:
    return Worker(
        client,
        task_queue=task_queue,
        workflows=[AppointmentWorkflow, OrderWorkflow, WaitingWorkflow, OptimisationWorkflow],
        activities=[
            *(send_mail, send_order_mail, send_waiting_mail),
            *(settle_waiting, turn_down_unanswered, optimise),
        ],
        activity_executor=executor,
        max_concurrent_activities=ACTIVITY_THREADS,
        interceptors=[AppErrorInterceptor()],
        graceful_shutdown_timeout=GRACE,
    )


async def run_worker(stopped: asyncio.Event) -> None:
    """Work until ``stopped`` is set, then let running activities finish; waits for a server that is not up yet."""
    client = await _connected(stopped)
    if client is None:
        return
    with ThreadPoolExecutor(ACTIVITY_THREADS, thread_name_prefix="activity") as executor:
        async with worker_for(client, executor, task_queue=settings.TEMPORAL_TASK_QUEUE):
            logger.info("temporal_worker_up", task_queue=settings.TEMPORAL_TASK_QUEUE)
            while not stopped.is_set():
                await _show_life(client)
                await _either(stopped, EVERY_SECONDS)


async def _connected(stopped: asyncio.Event) -> Client | None:
    pause = 0.5
    while not stopped.is_set():
        try:
            client = await connect(lazy=False)
            await assert_ours(client)
        except (RuntimeError, RPCError) as error:
            await run_in_tenant(PUBLIC, beat, TEMPORAL_WORKER, trouble=f"Temporal: {error}")
            logger.warning("temporal_not_up", address=settings.TEMPORAL_ADDRESS, error=str(error)[:200])
        else:
            return client
        pause = min(pause * 2, LONGEST_PAUSE)
        await _either(stopped, pause)
    return None


async def _show_life(client: Client) -> None:
    """Tell also what a worker does not notice: a server that is away, or is none of ours."""
    try:
        await assert_ours(client)
        trouble = ""
    except (RuntimeError, RPCError) as error:
        trouble = f"Temporal: {error}"
    await run_in_tenant(PUBLIC, beat, TEMPORAL_WORKER, trouble=trouble)


async def _either(stopped: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stopped.wait(), seconds)
    except TimeoutError:
        return
