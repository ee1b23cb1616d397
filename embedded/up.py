"""The life of one set of services: claim it, start the servers, hand over, stop everything."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from embedded import state
from embedded.console import Console
from embedded.layout import Layout
from embedded.servers import Servers
from embedded.state import RUNNING, State
from embedded.supervisor import Supervisor

LEFTOVER_SECONDS = 15.0
POLL_SECONDS = 0.1

Work = Callable[[Supervisor, Servers], Awaitable[None]]
Until = Callable[[Supervisor], Awaitable[None]]


def run(layout: Layout, work: Work, *, until: Until | None = None) -> None:
    """Start the servers, do `work`, then run until a signal or the end of `until` asks to stop; stop all children.

    Raises AlreadyRunning when another process holds the set, ServiceError when something could not start.
    """
    layout.make()
    with state.acquire(layout):
        _wait_for_leftovers(state.read(layout))
        asyncio.run(_run(layout, work, until))


async def _run(layout: Layout, work: Work, until: Until | None) -> None:
    before = state.read(layout)
    supervisor = Supervisor(layout, Console())
    supervisor.listen_for_signals()
    servers = Servers(supervisor, before.ports if before else {})
    started = asyncio.create_task(_start(supervisor, servers, work, until))
    stopped = asyncio.create_task(supervisor.stop_asked.wait())
    try:
        await asyncio.wait({started, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if started.done():
            started.result()
            await stopped
    finally:
        started.cancel()
        await asyncio.gather(started, return_exceptions=True)
        supervisor.console.say("Stopping …")
        await supervisor.stop()
        supervisor.console.say("Stopped.")


def _wait_for_leftovers(before: State | None) -> None:
    """The children of a killed supervisor may still be stopping, and hold their ports and data until they have."""
    pids = [record.pid for record in before.processes if record.state == RUNNING] if before else []
    for _ in range(int(LEFTOVER_SECONDS / POLL_SECONDS)):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return
        time.sleep(POLL_SECONDS)


async def _start(supervisor: Supervisor, servers: Servers, work: Work, until: Until | None) -> None:
    await servers.start()
    await work(supervisor, servers)
    supervisor.announce(is_ready=True)
    if until is not None:
        await until(supervisor)
        supervisor.stop_asked.set()
