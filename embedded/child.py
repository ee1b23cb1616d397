"""One running child process: its own process group, its output in a log file and, where wanted, on the console."""

import asyncio
import ctypes
import os
import signal
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from embedded.console import Console
from embedded.layout import Layout
from embedded.log_file import LogFile
from embedded.spec import ProcessSpec

LAST_LINES = 25
LAST_OUTPUT_SECONDS = 2.0
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def _die_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """A hook for the forked child: the kernel stops it when the supervisor dies, even by SIGKILL (Linux only)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, int(stop_signal))


class Child:
    """Starts, follows and stops one process. Used from the event loop's thread only."""

    def __init__(self, spec: ProcessSpec, layout: Layout, console: Console) -> None:
        self.spec = spec
        self.restarts = 0
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)
        self.log_path: Path = layout.log / f"{spec.name}.log"
        self._cwd = layout.root
        self._console = console
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start the process as the leader of its own group.

        The pipe is ours and not asyncio's, whose wait() would also wait for every grandchild that holds the pipe open.
        """
        output, its_end = os.pipe()
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self.spec.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=its_end,
                stderr=its_end,
                env={**os.environ, **self.spec.environment},
                cwd="/" if self.spec.user else self._cwd,
                start_new_session=True,
                preexec_fn=_die_with_parent(self.spec.stop_signal),
                **(self.spec.user.identity if self.spec.user else {}),
            )
        finally:
            os.close(its_end)
            self._reader = asyncio.create_task(self._read(output))

    async def wait(self) -> int:
        """The exit code; negative for the signal that ended it."""
        if self._process is None:
            raise RuntimeError(f"{self.spec.name} was never started")
        code = await self._process.wait()
        await self._clear()
        return code

    async def stop(self, *, is_urgent: asyncio.Event) -> None:
        """Ask it to stop, wait its grace, then kill its group. `is_urgent` cuts the grace short."""
        if self.is_alive and self._process is not None:
            self._process.send_signal(self.spec.stop_signal)
            ended = asyncio.create_task(self._process.wait())
            hurry = asyncio.create_task(is_urgent.wait())
            await asyncio.wait({ended, hurry}, timeout=self.spec.grace_seconds, return_when=asyncio.FIRST_COMPLETED)
            hurry.cancel()
        await self._clear()

    async def _clear(self) -> None:
        """Kill what is left of the process group (it would hold the port), and read the last of the output."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()
        if self._reader is not None:
            await asyncio.wait({self._reader}, timeout=LAST_OUTPUT_SECONDS)
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)

    async def _read(self, output: int) -> None:
        stream = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(output, "rb")
        )
        rest = b""
        try:
            with LogFile(self.log_path, self._console) as log:
                while block := await stream.read(65536):
                    *lines, rest = (rest + block).split(b"\n")
                    self._take(log, lines)
                self._take(log, [rest] if rest else [])
        finally:
            transport.close()

    def _take(self, log: LogFile, lines: list[bytes]) -> None:
        for raw in lines:
            line = raw.decode(errors="replace").rstrip()
            self.last_lines.append(line)
            log.write(line)
            if self.spec.is_echoed:
                self._console.line(self.spec.name, line)
