"""A Temporal of a test's own, which it may kill and rob of its data."""

from __future__ import annotations

import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.browser.server import free_port
from tests.workflows.appointments import program
from tests.workflows.test_walk import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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

    def lose_its_data(self) -> None:
        self.kill()
        for file in self.database.parent.glob(f"{self.database.name}*"):
            file.unlink()
        self.start()


@contextmanager
def served(directory: Path) -> Iterator[Server]:
    server = Server(directory)
    server.start()
    try:
        yield server
    finally:
        server.kill()
