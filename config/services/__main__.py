"""python -m config.services: up, env, status, stop (see --help)."""

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import asdict

from config.services import addresses, idle, state, up
from config.services.console import Console
from config.services.errors import ServiceError
from config.services.layout import Layout, layout_of
from config.services.servers import Servers
from config.services.supervisor import Supervisor

STOP_SECONDS = 60


def main() -> int:
    """Run one command; 0 when it did what it says."""
    parser = argparse.ArgumentParser(prog="python -m config.services", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("--for-tests", action="store_true", help="the tests' own set, under var/test")
    parser.add_argument("--until-unused", action="store_true", help="with up: stop when no test run is under way")
    arguments = parser.parse_args()
    layout = layout_of(is_for_tests=arguments.for_tests)
    try:
        if arguments.until_unused:
            return start_servers(layout, until=idle.unused)
        return COMMANDS[arguments.command](layout)
    except ServiceError as error:
        sys.stderr.write(f"{error}\n")
        return 1


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
        raise ServiceError("Nothing is running. Start it: make run, or python -m config.services up")
    Console().say(addresses.as_shell(running.environment))
    return 0


def print_status(layout: Layout) -> int:
    """Print the processes and their pids as JSON; exit code 3 when nothing runs."""
    running = state.running(layout)
    report = {
        "running": running is not None,
        **({k: v for k, v in asdict(running).items() if k != "environment"} if running else {}),
    }
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


COMMANDS = {"up": start_servers, "env": print_environment, "status": print_status, "stop": stop}

if __name__ == "__main__":
    sys.exit(main())
