"""The commands that start the servers alone, and that ask, stop and clear what runs."""

import json
import os
import shutil
import signal
import time
from dataclasses import asdict
from typing import Any

from embedded import addresses, state, up
from embedded.console import Console
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.servers import Servers
from embedded.supervisor import Supervisor

STOP_SECONDS = 60
# What `reset` leaves: models take long to make again, the tests' servers may be in use, and backups are for that.
KEPT = {"models", "test", "backups"}


def start_servers(layout: Layout, *, until: up.Until | None = None) -> int:
    """Start the servers alone, print where they are, and keep them running."""

    async def tell(supervisor: Supervisor, _: Servers) -> None:
        supervisor.console.say(addresses.as_shell(supervisor.state.environment))

    up.run(layout, tell, until=until)
    return 0


def print_environment(layout: Layout) -> int:
    """Print the variables a client needs, for `eval "$(…)"`."""
    running = state.running(layout)
    if running is None or not running.ready:
        raise ServiceError("Nothing is running. Start it: make run, or python -m embedded up")
    Console().say(addresses.as_shell(running.environment))
    return 0


def print_status(layout: Layout) -> int:
    """Print the processes and their pids as JSON; exit code 3 when nothing runs."""
    running = state.running(layout)
    report: dict[str, Any] = {"running": running is not None}
    if running is not None:
        report |= {name: value for name, value in asdict(running).items() if name != "environment"}
    Console().say(json.dumps(report, indent=2))
    return 0 if running else 3


def stop(layout: Layout) -> int:
    """Stop the supervisor and wait until everything it started is gone."""
    running = state.running(layout)
    if running is None:
        Console().say("Nothing is running.")
        return 0
    os.kill(running.supervisor, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while state.is_locked(layout.lock_file):
        if time.monotonic() > deadline:
            raise ServiceError(f"Process {running.supervisor} did not stop within {STOP_SECONDS} s.")
        time.sleep(0.1)
    Console().say("Stopped.")
    return 0


def reset(layout: Layout, *, is_forced: bool) -> int:
    """Stop and delete the data. Asks first, unless forced; without a terminal to ask at, it refuses."""
    doomed = [path for path in sorted(layout.var.glob("*")) if path.name not in KEPT]
    doomed += [layout.outside] if layout.outside.exists() else []
    question = "This deletes every business, booking and conversation of this clone:\n  "
    if not is_forced and not Console().is_confirmed(question + "\n  ".join(map(str, doomed))):
        raise ServiceError("Nothing was deleted. To delete without being asked: make reset FORCE=1")
    stop(layout)
    for path in doomed:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    Console().say("All data is deleted; the next make run starts anew.")
    return 0
