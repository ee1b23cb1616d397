"""Connections that would leave this machine: refused, and recorded."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def refused() -> Iterator[list[str]]:
    """While it lasts, whoever calls a host elsewhere, or asks for its address, is refused, and listed."""
    called: list[str] = []

    def guarded(do: Callable[..., Any]) -> Callable[..., Any]:
        def only_here(first: Any, *args: Any, **kwargs: Any) -> Any:
            host = host_of(args[0] if isinstance(first, socket.socket) else first)
            if is_here(host):
                return do(first, *args, **kwargs)
            called.append(host)
            raise ConnectionRefusedError(host)

        return only_here

    with (
        patch.object(socket.socket, "connect", guarded(socket.socket.connect)),
        patch.object(socket.socket, "connect_ex", guarded(socket.socket.connect_ex)),
        patch.object(socket, "getaddrinfo", guarded(socket.getaddrinfo)),
    ):
        yield called


def host_of(address: Any) -> str:
    host = address[0] if isinstance(address, tuple) else address
    return host.decode() if isinstance(host, bytes) else str(host or "localhost")


def is_here(host: str) -> bool:
    """Loopback, by name or number, or a socket in the file system."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.startswith("/")
