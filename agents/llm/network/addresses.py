"""Where an owner's address of a model may lead: not into this machine, nor into the network it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings

from agents.llm.errors import AddressRefused, Unreachable
from tenants.outward import PORTS, is_named, is_public, numbers_of

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address


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
    return is_named(host, port, settings.LANGUAGE_MODELS.private_addresses)


def _resolved(host: str, port: int) -> list[IPv4Address | IPv6Address]:
    try:
        return numbers_of(host, port)
    except OSError as error:
        raise Unreachable from error
