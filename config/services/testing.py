"""The pytest plugin that gives a test run its servers (`-p config.services.testing`, set in pyproject.toml).

Reuses the tests' own set when one is up (`python -m config.services up --for-tests` keeps one), otherwise starts one
that stops by itself when the last run has ended. Each run has a seat: a database, Redis databases and a Temporal
namespace of its own.
"""

import asyncio
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
from temporalio.client import Client

from config.services import addresses, redis_server, slots, state
from config.services.errors import ServiceError
from config.services.layout import ROOT, Layout, layout_of

START_SECONDS = 120
SLOT = "XSEVEN_TEST_SLOT"
_slot_key = pytest.StashKey[slots.Slot]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Runs before Django reads its settings, in the controller and again in each xdist worker."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    try:
        if not worker:
            early_config.stash[_slot_key] = _take_seat()
        else:
            _choose_own(int(os.environ[SLOT]), worker)
    except ServiceError as error:
        raise pytest.UsageError(str(error)) from error
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the seat back; a set started for the run then stops by itself."""
    slot = config.stash.get(_slot_key, None)
    if slot is not None:
        slot.release()


@pytest.fixture(scope="session")
def temporal_namespace() -> str:
    """A Temporal namespace of this test process alone, registered on the development server."""
    name = os.environ["TEMPORAL_NAMESPACE"]
    request = RegisterNamespaceRequest(namespace=name)
    request.workflow_execution_retention_period.FromSeconds(86_400)

    async def register() -> None:
        client = await Client.connect(os.environ[addresses.TEMPORAL_ADDRESS])
        await client.workflow_service.register_namespace(request)

    asyncio.run(register())
    return name


def do(program: list[str]) -> int:
    """Run a program with a seat at the tests' servers, for checks that need Django's settings; its exit code."""
    slot = _take_seat()
    try:
        return subprocess.run(program, cwd=ROOT, check=False).returncode  # noqa: S603 - what the caller asked for
    finally:
        slot.release()


def ensure_running(layout: Layout) -> dict[str, str]:
    """The environment of the tests' servers, started if nobody has; waits until they are ready."""
    layout.make()
    deadline = time.monotonic() + START_SECONDS
    starter: subprocess.Popen[bytes] | None = None
    while time.monotonic() < deadline:
        running = state.running(layout)
        if running and running.ready:
            return running.environment
        if not running and (starter is None or starter.poll() == 0):
            starter = _start(layout)
        elif not running and starter and starter.poll():
            break
        time.sleep(0.1)
    raise ServiceError(f"The tests' servers did not start:\n{_log(layout).read_text()[-4000:]}")


def _take_seat() -> slots.Slot:
    """The seat comes before the look at the servers: see idle.unused."""
    layout = layout_of(is_for_tests=True)
    slot = slots.take(layout)
    os.environ.update(ensure_running(layout))
    os.environ[SLOT] = str(slot.number)
    _choose_own(slot.number, "")
    return slot


def _start(layout: Layout) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "config.services", "up", "--for-tests", "--until-unused"]
    with _log(layout).open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own program
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )


def _log(layout: Layout) -> Path:
    return layout.log / "services.log"


def _choose_own(slot: int, worker: str) -> None:
    """What must not be shared with the test processes beside this one."""
    address = urlsplit(os.environ[addresses.REDIS_URL])
    database = slots.redis_database(slot, worker)
    redis_server.flush(address.port or 6379, database)
    os.environ[addresses.REDIS_URL] = address._replace(path=f"/{database}").geturl()
    # The channel layer's messages cross Redis databases, so it needs a name of its own.
    os.environ["CHANNEL_PREFIX"] = f"test-{slot}-{worker or 'main'}"
    os.environ["TEST_DATABASE_NAME"] = f"test_xseven_{slot}"
    os.environ["TEMPORAL_NAMESPACE"] = f"test-{slot}-{worker or 'main'}-{secrets.token_hex(3)}"
