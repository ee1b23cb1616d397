"""The product's web process on the test's database, and a foreign site, each on a port of its own."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

READY_SECONDS = 90


PORTS = range(20_000, 25_000)
"""Below those the kernel gives to outgoing connections: what is free now still is when a server binds it."""


def free_port() -> int:
    """Drawn by the system's own chance, so that test processes with one seed do not draw the same."""
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@dataclass(frozen=True)
class Product:
    """The web process; ``environment`` is what a process beside it needs to work on the same data."""

    port: int
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def platform(self) -> str:
        return f"http://localhost:{self.port}"

    def host(self, slug: str) -> str:
        return f"http://{slug}.localhost:{self.port}"

    @property
    def address(self) -> str:
        """Where to connect: not every resolver knows that names below localhost are this machine."""
        return f"http://127.0.0.1:{self.port}"

    def host_header(self, slug: str) -> str:
        return f"{slug}.localhost:{self.port}"


@contextmanager
def running_product(
    database: str, log: Path, *, application: str = "config.asgi:application", **settings: str
) -> Iterator[Product]:
    """The ASGI application under uvicorn, as `make run` starts it, on the database of that name."""
    port = free_port()
    address, _slash, _name = os.environ["DATABASE_URL"].rpartition("/")
    environment = {
        "DATABASE_URL": f"{address}/{database}",
        "PLATFORM_URL": f"http://localhost:{port}",
        "DATABASE_POOL_SIZE": "4",
        **settings,
    }
    product = Product(port, environment)
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(product.port), "--lifespan=off"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_ready(product, process, log)
            yield product
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def wait_until_ready(product: Product, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with urlopen(f"{product.platform}/health", timeout=5):  # an http address made above
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"The web process did not start:\n{log.read_text()[-4000:]}")


@dataclass
class ForeignSite:
    """Somebody else's web site: each path answers with the page given."""

    port: int
    pages: dict[str, str] = field(default_factory=dict)
    policy: str = ""

    @property
    def origin(self) -> str:
        return f"http://shop.localhost:{self.port}"

    def show(self, body: str, *, policy: str = "") -> str:
        """Serve the page; its address."""
        self.pages["/"] = f'<!doctype html><html lang="en"><title>Shop</title><body>{body}</body></html>'
        self.policy = policy
        return f"{self.origin}/"


@contextmanager
def foreign_site() -> Iterator[ForeignSite]:
    site = ForeignSite(free_port())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the base class's name
            body = site.pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if site.policy:
                self.send_header("Content-Security-Policy", site.policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
            return

    server = ThreadingHTTPServer(("127.0.0.1", site.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
