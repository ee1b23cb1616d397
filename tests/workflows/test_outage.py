"""The workflow server dies without warning and comes back; a worker and a relay live through it."""

from __future__ import annotations

import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from events.models import OutboxEvent
from tenants.context import enter
from tests.browser.server import free_port
from tests.workflows.appointments import program
from tests.workflows.bookings import book, in_days
from tests.workflows.test_walk import mails_of, relay, until
from workflows.client import hang_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings

    from tenants.models import Business


class Server:
    """A development server of this test's own, with its history in a file."""

    def __init__(self, directory: Path) -> None:
        self.port = free_port()
        self.database = directory / "temporal.db"

    def start(self) -> None:
        command = [
            program("temporal"),
            "server",
            "start-dev",
            "--headless",
            "--ip",
            "127.0.0.1",
            "--log-level",
            "error",
        ]
        command += ["--port", str(self.port), "--db-filename", str(self.database)]
        self.process = subprocess.Popen(  # our own command
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until(self.is_up, seconds=60)

    def is_up(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@contextmanager
def served(directory: Path) -> Iterator[Server]:
    server = Server(directory)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@pytest.fixture
def server(tmp_path: Path, settings: Settings) -> Iterator[Server]:
    with served(tmp_path) as started:
        settings.TEMPORAL_ADDRESS = f"127.0.0.1:{started.port}"
        settings.TEMPORAL_NAMESPACE = "default"
        hang_up()
        yield started
        hang_up()


@pytest.fixture
def temporal(server: Server) -> str:
    """The worker of these tests works for this server."""
    return "default"


def test_bookings_before_and_during_an_outage_get_their_mails(
    open_marios: Business, server: Server, worker: None
) -> None:
    with enter(open_marios.schema_name):
        before = book(in_days(5))
    relay()
    until(lambda: len(mails_of(open_marios)) == 1, seconds=60)

    server.kill()
    with enter(open_marios.schema_name):
        during = book(in_days(6))
    relay()
    assert OutboxEvent.objects.waiting().count() == 1

    server.start()
    until(is_relayed, seconds=60)
    until(lambda: len(mails_of(open_marios)) == 2, seconds=60)
    assert {reference for _kind, reference in mails_of(open_marios)} == {before.reference, during.reference}


def is_relayed() -> bool:
    relay()
    return not OutboxEvent.objects.waiting().exists()


def test_a_server_of_another_clone_is_as_good_as_none(
    open_marios: Business, server: Server, settings: Settings
) -> None:
    """It took our port while ours was down: the event waits for ours."""
    settings.TEMPORAL_NAMESPACE = "of-another-clone"
    with enter(open_marios.schema_name):
        book(in_days(4))
    relay()
    waiting = OutboxEvent.objects.waiting().get()
    assert "TemporalUnavailable" in waiting.last_error
