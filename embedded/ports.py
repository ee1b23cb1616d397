"""Which loopback ports are free, and which are ours.

Searched upwards from a fixed start below the kernel's range for outgoing connections (32768 and up), so that a port
chosen now is not lent to somebody's client before the server binds it.
"""

import socket
import sys

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


class Claims:
    """Ports a set of servers keeps to itself for as long as its supervisor lives.

    A server that is being restarted leaves its port free for a moment; another clone that starts then must not take it.
    The claim is a name in the kernel's abstract namespace (unix(7), Linux only), which ends with the process that holds
    it however that ends. Elsewhere only ports that are in use are passed over.
    """

    def __init__(self) -> None:
        self._held: dict[int, socket.socket | None] = {}

    def take(self, port: int, host: str = "127.0.0.1") -> bool:
        """Claim one port; False where it is in use or claimed, by this set too."""
        if port in self._held:
            return False
        try:
            name = _named(port)
        except OSError:
            return False
        if not is_free(port, host):
            if name is not None:
                name.close()
            return False
        self._held[port] = name
        return True

    def first(self, start: int, host: str = "127.0.0.1") -> int:
        """Claim the first port from `start` upwards that can be had."""
        for port in range(start, start + ATTEMPTS):
            if self.take(port, host):
                return port
        raise ServiceError(
            f"No free port between {start} and {start + ATTEMPTS}. Stop what listens there and start again."
        )

    def release(self) -> None:
        for name in filter(None, self._held.values()):
            name.close()
        self._held.clear()


def _named(port: int) -> socket.socket | None:
    """The claim on the port; raises OSError where another process has it. None where the system knows no such names."""
    if not sys.platform.startswith("linux"):
        return None
    name = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        name.bind(f"\0x-seven/port/{port}")
    except OSError:
        name.close()
        raise
    return name
