"""`make run`: the product on top of its servers."""

import asyncio
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from functools import partial

from embedded import demo, processes, shipping, state, up
from embedded.commands import finish
from embedded.console import Console
from embedded.demo import DEMO
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.servers import Servers
from embedded.supervisor import Supervisor

FIRST_WEB_PORT = 8000
READY_SECONDS = 120


def run(layout: Layout) -> int:
    """Run the product until a signal; when it runs already, only say where."""
    running = state.running(layout)
    if running is not None:
        Console().say("X-Seven is already running." if running.ready else "X-Seven is starting in another process.")
        if running.ready:
            _tell(Console(), asyncio.run(_demo(layout, running.environment)), running.environment)
        return 0
    began = time.monotonic()
    Console().say("Starting X-Seven")

    async def start(supervisor: Supervisor, servers: Servers) -> None:
        summary = await _start(supervisor, servers)
        supervisor.console.say(f"\nReady after {time.monotonic() - began:.1f} s.")
        _tell(supervisor.console, summary, supervisor.state.environment)
        supervisor.console.say("Ctrl-C stops it. Logs: var/log. From another terminal: make stop\n")

    up.run(layout, start)
    return 0


def become(name: str) -> int:
    """Replace this process by one of the product's, with the environment it has; does not return."""
    host, port = _web_address()
    spec = next(spec for spec in processes.application(host=host, port=port) if spec.name == name)
    os.execve(spec.command[0], spec.command, {**os.environ, **spec.environment})  # noqa: S606 - from our own table


def _web_address() -> tuple[str, int]:
    port = os.environ.get("WEB_PORT", str(FIRST_WEB_PORT))
    if not port.isdigit():
        raise ServiceError(f"WEB_PORT is {port!r}; set it to a number.")
    return os.environ.get("WEB_HOST", "127.0.0.1"), int(port)


async def _start(supervisor: Supervisor, servers: Servers) -> str:
    """Start everything; the addresses and logins to tell."""
    host, wanted = _web_address()
    port = servers.web_port(host, wanted)
    environment = supervisor.state.environment
    environment["PLATFORM_URL"] = os.environ.get("PLATFORM_URL") or f"http://localhost:{port}"
    environment["STATIC_IS_COLLECTED"] = "1"
    environment[DEMO] = "1" if demo.is_wanted(host, os.environ) else "0"
    with supervisor.console.step("Database and static files"):
        await finish(supervisor.layout, (sys.executable, "manage.py", "prepare"), environment)
    demo_accounts = asyncio.create_task(_demo(supervisor.layout, environment))  # beside the web: both mostly import
    web, *others = (spec.in_environment(environment) for spec in processes.application(host=host, port=port))
    with supervisor.console.step("Demo businesses and the web server"):
        await supervisor.start(web, is_ready=partial(_is_ready, port), within=READY_SECONDS)
        summary = await demo_accounts
    for spec in others:
        await supervisor.start(spec)
    if shipping.is_wanted(supervisor.layout):
        others.append(shipping.process())
        await supervisor.start(others[-1])
    supervisor.console.say(f"  ✓ {', '.join(spec.name for spec in others)}")
    return summary


async def _demo(layout: Layout, environment: Mapping[str, str]) -> str:
    """Addresses and logins of the demo businesses, which are created where they are wanted and missing."""
    if environment[DEMO] != "1":
        return (
            f"Platform   {environment['PLATFORM_URL']}/   (no demo; `manage.py createsuperuser` makes its first login)"
        )
    return await finish(layout, (sys.executable, "manage.py", "seed_demo"), environment)


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _tell(console: Console, summary: str, environment: Mapping[str, str]) -> None:
    console.say(summary)
    proxies = os.environ.get("NUM_PROXIES", "0") or "0"
    told = f"as {proxies} proxies report it" if proxies != "0" else "that connects; behind a proxy set NUM_PROXIES"
    console.say(f"Visitors are limited by the address {told}.")
    if "TEMPORAL_UI_URL" in environment:
        console.say(f"Workflows: {environment['TEMPORAL_UI_URL']}")
