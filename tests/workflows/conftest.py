from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest

from tenants.context import enter
from tests.workflows.bookings import open_always
from tests.workflows.servers import served
from workflows.client import hang_up
from workflows.worker import run_worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

    from tenants.models import Business
    from tests.workflows.servers import Server


@pytest.fixture
def open_marios(live_marios: Business) -> Business:
    with enter(live_marios.schema_name):
        open_always()
    return live_marios


@pytest.fixture
def open_bella(live_bella: Business) -> Business:
    with enter(live_bella.schema_name):
        open_always()
    return live_bella


@pytest.fixture
def temporal(temporal_namespace: str) -> Iterator[str]:
    """The real server, and a client that has not been used yet."""
    hang_up()
    yield temporal_namespace
    hang_up()


@pytest.fixture
def worker(temporal: str) -> Iterator[None]:
    """The real worker with its real activities, on a thread of this process."""
    loop = asyncio.new_event_loop()
    stopped = asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(run_worker(stopped)))
    thread.start()
    yield
    loop.call_soon_threadsafe(stopped.set)
    thread.join(30)
    loop.close()


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[Server]:
    with served(tmp_path) as started:
        settings.TEMPORAL_ADDRESS = f"127.0.0.1:{started.port}"
        settings.TEMPORAL_NAMESPACE = "default"
        hang_up()
        yield started
        hang_up()
