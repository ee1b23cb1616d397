"""Which loopback ports are free.

Searched upwards from a fixed start below the kernel's range for outgoing connections (32768 and up), so that a port
chosen now is not lent to somebody's client before the server binds it.
"""

import socket
from collections.abc import Collection

from embedded.errors import ServiceError

ATTEMPTS = 200


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def is_listening(port: int, host: str = "127.0.0.1") -> bool:
    """Whether somebody answers on the port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def first_free(start: int, *, taken: Collection[int] = (), host: str = "127.0.0.1") -> int:
    """The first free port from `start` upwards that is not in `taken`."""
    for port in range(start, start + ATTEMPTS):
        if port not in taken and is_free(port, host):
            return port
    raise ServiceError(f"No free port between {start} and {start + ATTEMPTS}. Stop what listens there and start again.")
