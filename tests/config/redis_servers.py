"""A Redis of a test's own, which it may kill, stop, or replace by something that only looks like one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from embedded import redis_server
from embedded.layout import Layout
from tests.browser.server import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STARTED_WITHIN = 20


class OwnRedis:
    def __init__(self, folder: Path) -> None:
        self.layout = Layout(root=folder, var=folder / "var")
        self.layout.make()
        self.port = free_port()
        self.impostor: Impostor | None = None
        self.start()

    @property
    def url(self) -> str:
        return redis_server.url(self.layout, self.port)

    def start(self) -> None:
        command = redis_server.process(self.layout, port=self.port).command
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + STARTED_WITHIN
        while not redis_server.is_up(self.layout, self.port):
            assert time.monotonic() < deadline, "Redis did not start"
            time.sleep(0.05)

    def hang(self) -> None:
        """Keeps its connections, takes new ones, and answers nothing."""
        os.kill(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def replace_by(self, answer: bytes) -> None:
        """Something else takes the port: says the same to whatever it is told; nothing where that is empty."""
        self.kill()
        self.impostor = Impostor(self.port, answer)

    def end(self) -> None:
        if self.impostor is not None:
            self.impostor.end()
        if self.process.poll() is None:
            self.go_on()
        self.kill()


class Impostor:
    """Says the same to whatever it is told; nothing where that is empty."""

    def __init__(self, port: int, answer: bytes) -> None:
        self.answer = answer
        self.listening = socket.create_server(("127.0.0.1", port))
        self.taken: list[socket.socket] = []
        self.threads = [threading.Thread(target=self.take)]
        self.threads[0].start()

    def take(self) -> None:
        with suppress(OSError):
            while True:
                connection, _address = self.listening.accept()
                self.taken.append(connection)
                self.threads.append(threading.Thread(target=self.talk, args=(connection,)))
                self.threads[-1].start()

    def talk(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            while connection.recv(4096):
                connection.sendall(self.answer)

    def end(self) -> None:
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.threads[0].join()
        self.listening.close()
        for connection in self.taken:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()


@contextmanager
def own_redis(folder: Path) -> Iterator[OwnRedis]:
    server = OwnRedis(folder)
    try:
        yield server
    finally:
        server.end()


OUTAGES = {
    "killed": OwnRedis.kill,
    "hanging": OwnRedis.hang,
    "nothing is ever answered": lambda server: server.replace_by(b""),
    "another's, which knows no such password": lambda server: server.replace_by(b"-WRONGPASS invalid password\r\n"),
    "loading its data": lambda server: server.replace_by(b"-LOADING Redis is loading the dataset in memory\r\n"),
    "no Redis at all": lambda server: server.replace_by(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
}
