"""The numbers a name on the network stands for, and whether they are anybody's: what an owner names may lead into this
machine, or into the network it stands in.

A name that passes when it is typed may lead elsewhere when it is called, so each connection is checked anew, and made
to the very number that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from ipaddress import IPv4Address, IPv6Address

PORTS = {"https": 443, "http": 80}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Numbers that stand for one of IPv4 (RFC 6052): it is that one which counts."""


def numbers_of(host: str, port: int) -> list[IPv4Address | IPv6Address]:
    """Raises ``OSError`` for a host that does not exist."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError(f"{host!r} is no name") from error
    return [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_rest, place in found]


def is_public(number: IPv4Address | IPv6Address) -> bool:
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if inner is None and number in NAT64:
            inner = ipaddress.IPv4Address(number.packed[-4:])
        if inner is not None:
            return is_public(inner)
    return number.is_global and not number.is_multicast


def is_named(host: str, port: int, named: Collection[str]) -> bool:
    """Whether the host, or ``host:port``, is among those that the platform names, wherever it is."""
    return host.lower() in named or f"{host.lower()}:{port}" in named
