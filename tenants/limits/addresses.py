"""The address a request comes from, as limits count it."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

HOME_NETWORK = 64
"""Bits of an IPv6 address one household is given (RFC 6177): the rest its owner chooses anew at will."""
NOWHERE = "unknown"


def address_of(request: HttpRequest) -> str:
    """The client's address of an HTTP request."""
    return counted(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def address_of_socket(scope: dict[str, Any]) -> str:
    """The client's address of a socket's handshake."""
    forwarded = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return counted((scope.get("client") or ("",))[0], ",".join(forwarded))


def counted(peer: str, forwarded: str) -> str:
    """The address of who asked, where ``NUM_PROXIES`` proxies of ours each appended to ``X-Forwarded-For``.

    What stands further left was written by the client. An IPv6 address counts as its /64.
    """
    proxies: int = settings.NUM_PROXIES
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    text = hops[-min(proxies, len(hops))] if proxies and hops else peer
    try:
        address = ip_address(bare(text).partition("%")[0])
    except ValueError:
        return NOWHERE
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else str(ip_network((address, HOME_NETWORK), strict=False))
    return str(address)


def bare(text: str) -> str:
    """The address without the port some proxies write behind it."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text
