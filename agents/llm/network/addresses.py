"""Where an owner's address may lead: not into this machine, nor into the network it stands in.

An address that passes when it is typed may lead elsewhere when it is called, so each connection is checked anew, and
made to the very number that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from agents.llm.errors import AddressRefused, Unreachable

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

PORTS = {"https": 443, "http": 80}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Numbers that stand for one of IPv4 (RFC 6052): it is that one which counts."""


def check_address(address: str) -> None:
    """Raises ``AddressRefused``, and ``Unreachable`` for a host that does not exist."""
    parts = urlsplit(address)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise AddressRefused from None
    is_odd = parts.username is not None or parts.password is not None or not parts.hostname
    if parts.scheme not in PORTS or is_odd:
        raise AddressRefused
    number_of(parts.hostname or "", port, is_encrypted=parts.scheme == "https")


def number_of(host: str, port: int, *, is_encrypted: bool) -> str:
    """The number to connect to. One private number among several is enough to refuse them all."""
    numbers = _resolved(host, port)
    if is_allowed(host, port):
        return str(numbers[0])
    if not is_encrypted or not all(map(is_public, numbers)):
        raise AddressRefused
    return str(numbers[0])


def is_allowed(host: str, port: int) -> bool:
    """Whether the platform says that owners may name it, wherever it is."""
    named = settings.LANGUAGE_MODELS.private_addresses
    return host.lower() in named or f"{host.lower()}:{port}" in named


def is_public(number: IPv4Address | IPv6Address) -> bool:
    if isinstance(number, ipaddress.IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if inner is None and number in NAT64:
            inner = ipaddress.IPv4Address(number.packed[-4:])
        if inner is not None:
            return is_public(inner)
    return number.is_global and not number.is_multicast


def _resolved(host: str, port: int) -> list[IPv4Address | IPv6Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable from error
    return [ipaddress.ip_address(str(place[0]).partition("%")[0]) for *_rest, place in found]
