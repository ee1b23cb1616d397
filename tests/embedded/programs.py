"""Small stand-ins for servers."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable

from embedded.layout import Layout
from embedded.spec import ProcessSpec

WAIT_SECONDS = 10
SLEEPER = "import time; print('up'); time.sleep(60)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up'); time.sleep(60)"
WITH_GRANDCHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid)
time.sleep(60)
"""


def program(
    name: str, source: str, *, stage: int = 0, grace_seconds: float = 5, stop_signal: signal.Signals = signal.SIGTERM
) -> ProcessSpec:
    """A process that runs this Python source."""
    return ProcessSpec(
        name=name,
        command=(sys.executable, "-u", "-c", source),
        stage=stage,
        grace_seconds=grace_seconds,
        stop_signal=stop_signal,
    )


def log_of(layout: Layout, name: str) -> str:
    """What the process has printed so far."""
    path = layout.log / f"{name}.log"
    return path.read_text() if path.exists() else ""


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; the test fails when it never comes true."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not condition():  # noqa: ASYNC110 - files and pids raise no event
            await asyncio.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether the process still runs (one that ended and was not waited for does not)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:
        return file.read().rsplit(")", 1)[1].split()[0] != "Z"
