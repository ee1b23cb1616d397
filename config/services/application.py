"""`make run`: the product on top of its servers."""

import asyncio
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping

from config.services import processes, state, up
from config.services.commands import finish
from config.services.console import Console
from config.services.errors import ServiceError
from config.services.layout import Layout
from config.services.servers import Servers
from config.services.supervisor import Supervisor

FIRST_WEB_PORT = 8000
READY_SECONDS = 60


def run(layout: Layout) -> int:
    """Run the product until a signal; when it runs already, only say where."""
    running = state.running(layout)
    if running is not None:
        Console().say("X-Seven is already running." if running.ready else "X-Seven is starting in another process.")
        if running.ready:
            asyncio.run(_tell(layout, Console(), running.environment))
        return 0
    began = time.monotonic()
    Console().say("Starting X-Seven")

    async def start(supervisor: Supervisor, servers: Servers) -> None:
        await _start(supervisor, servers)
        supervisor.console.say(f"\nReady after {time.monotonic() - began:.1f} s.")
        await _tell(layout, supervisor.console, supervisor.state.environment)
        supervisor.console.say("Ctrl-C stops it. Logs: var/log. From another terminal: make stop\n")

    up.run(layout, start)
    return 0


async def _start(supervisor: Supervisor, servers: Servers) -> None:
    host = os.environ.get("WEB_HOST", "127.0.0.1")
    wanted = int(os.environ.get("WEB_PORT", FIRST_WEB_PORT))
    port = servers.web_port(host, wanted)
    environment = supervisor.state.environment
    environment["PLATFORM_URL"] = os.environ.get("PLATFORM_URL") or f"http://localhost:{port}"
    with supervisor.console.step("Database and demo businesses"):
        await finish(supervisor.layout, (sys.executable, "manage.py", "prepare"), environment)
    with supervisor.console.step("Web, worker, beat, Temporal worker, relay"):
        for spec in processes.application(host=host, port=port):
            is_web = spec.name == "web"
            await supervisor.start(
                spec.in_environment(environment),
                is_ready=(lambda: _is_ready(port)) if is_web else None,
                within=READY_SECONDS,
            )


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


async def _tell(layout: Layout, console: Console, environment: Mapping[str, str]) -> None:
    """Addresses and logins, as the product itself knows them."""
    try:
        console.say(await finish(layout, (sys.executable, "manage.py", "demo_summary"), environment))
    except ServiceError as error:
        console.warn(str(error))
    if "TEMPORAL_UI_URL" in environment:
        console.say(f"Workflows: {environment['TEMPORAL_UI_URL']}")
