"""Keeps a set of child processes running: starts them, restarts the ones that die, stops them all in order."""

import asyncio
import os
import signal
from collections.abc import Callable

from embedded import state
from embedded.child import Child
from embedded.console import Console
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.spec import ProcessSpec
from embedded.state import ProcessRecord, State

# Seconds before each restart of a process that keeps dying; the last one repeats.
BACKOFF = (0.2, 0.5, 1.0, 2.0, 5.0)
# A process that ran this long has recovered: its next end counts as the first. So does SIGKILL, which comes from
# outside and says nothing of the process.
STEADY_SECONDS = 10.0
POLL_SECONDS = 0.05


class Supervisor:
    """One per set of services, in the main thread's event loop."""

    def __init__(self, layout: Layout, console: Console) -> None:
        self.layout = layout
        self.console = console
        self.state = State(supervisor=os.getpid())
        self.stop_asked = asyncio.Event()
        self._is_urgent = asyncio.Event()
        self._children: list[Child] = []
        self._keepers: list[asyncio.Task[None]] = []

    def listen_for_signals(self) -> None:
        """The first SIGINT or SIGTERM asks to stop; another one later cuts the graces short."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) != signal.SIG_IGN:  # nohup, and shells for what they put in the background
                loop.add_signal_handler(number, self._on_signal, loop)

    async def start(self, spec: ProcessSpec, *, is_ready: Callable[[], bool] | None = None, within: float = 60) -> None:
        """Start a process, wait until it is ready, and keep it running from then on.

        Raises ServiceError with its last lines when it ends or takes longer than `within` seconds.
        """
        child = Child(spec, self.layout, self.console)
        self._children.append(child)
        await child.start()
        self.record()
        if is_ready is not None:
            await self._wait_until_ready(child, is_ready, within)
        self._keepers.append(asyncio.create_task(self._keep(child)))

    async def stop(self) -> None:
        """Stop every child, the highest stage first, those of one stage together."""
        self.announce(is_ready=False)
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        for stage in sorted({child.spec.stage for child in self._children}, reverse=True):
            children = [child for child in self._children if child.spec.stage == stage]
            await asyncio.gather(*(child.stop(is_urgent=self._is_urgent) for child in children))
        self.record()

    def announce(self, *, is_ready: bool) -> None:
        """Tell others whether the set may be used."""
        self.state.ready = is_ready
        self.record()

    def record(self) -> None:
        """Write down what runs, for `status` and for the tests; a full disk must not end the supervision."""
        self.state.processes = [
            ProcessRecord(child.spec.name, child.pid, child.restarts, state.RUNNING if child.is_alive else state.ENDED)
            for child in self._children
        ]
        try:
            state.write(self.layout, self.state)
        except OSError as error:
            self.console.warn(f"{self.layout.state_file}: {error.strerror}")

    async def _wait_until_ready(self, child: Child, is_ready: Callable[[], bool], within: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within
        while not await asyncio.to_thread(is_ready):
            if not child.is_alive:
                await child.wait()
                raise ServiceError(_failure(child, "ended while starting"))
            if loop.time() > deadline:
                raise ServiceError(_failure(child, f"is not ready after {within:.0f} s"))
            if self.stop_asked.is_set():
                raise asyncio.CancelledError
            await asyncio.sleep(POLL_SECONDS)

    async def _keep(self, child: Child) -> None:
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            began = loop.time()
            code = await child.wait()
            has_recovered = loop.time() - began > STEADY_SECONDS
            failures = 1 if has_recovered or code == -signal.SIGKILL else failures + 1
            delay = BACKOFF[min(failures, len(BACKOFF)) - 1]
            self.console.warn(f"{child.spec.name} ended ({_reason(code)}); it starts again in {delay:g} s")
            self.record()
            await asyncio.sleep(delay)
            await self._restart(child)

    async def _restart(self, child: Child) -> None:
        """Start it again; when the system has no room for that now (memory, disk), try until it has."""
        child.restarts += 1
        while True:
            try:
                await child.start()
                self.record()
                return
            except OSError as error:
                self.console.warn(f"{child.spec.name} could not start: {error}; next try in {BACKOFF[-1]:g} s")
                await child.stop(is_urgent=self._is_urgent)
                await asyncio.sleep(BACKOFF[-1])

    def _on_signal(self, loop: asyncio.AbstractEventLoop) -> None:
        if not self.stop_asked.is_set():
            self.stop_asked.set()
            self._asked_at = loop.time()
        elif loop.time() - self._asked_at > 1:  # a terminal and make deliver the same Ctrl-C twice
            self._is_urgent.set()


def _reason(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _failure(child: Child, what: str) -> str:
    lines = "\n".join(f"    {line}" for line in child.last_lines)
    return f"{child.spec.name} {what}. Its last lines (all of them in {child.log_path}):\n{lines}"
