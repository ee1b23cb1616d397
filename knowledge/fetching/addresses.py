"""Addresses that owners and servers name: in their usual spelling, and the number each leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import httpx

from knowledge.fetching.faults import FetchFailed, Hitch
from tenants.outward import PORTS, is_named, is_public, numbers_of

if TYPE_CHECKING:
    from collections.abc import Collection


def plain(address: str) -> str:
    """An address in its usual spelling, without a mark in the page. Raises ``FetchFailed`` for what is none."""
    try:
        url = httpx.URL(address.strip()).copy_with(fragment=None)
        urlsplit(str(url))  # which is stricter
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchFailed(Hitch.ADDRESS) from error
    if url.scheme not in PORTS or not url.host or url.userinfo:
        raise FetchFailed(Hitch.ADDRESS)
    return str(url)


def joined(address: str, place: str) -> str:
    """Where a place leads from an address. Raises ``FetchFailed`` where it is none."""
    try:
        return plain(urljoin(address, place))
    except ValueError as error:
        raise FetchFailed(Hitch.ADDRESS) from error


def host_and_port(address: str) -> tuple[str, int]:
    """Of an address that ``plain`` has passed."""
    url = httpx.URL(address)
    return url.host, url.port or PORTS[url.scheme]


def host_of(address: str) -> str:
    return urlsplit(address).netloc.lower()


def number_of(host: str, port: int, named: Collection[str]) -> str:
    """The number to connect to. One private number among several is enough to refuse them all."""
    try:
        numbers = numbers_of(host, port)
    except OSError as error:
        raise FetchFailed(Hitch.UNREACHABLE) from error
    if not is_named(host, port, named) and not all(map(is_public, numbers)):
        raise FetchFailed(Hitch.PRIVATE)
    return str(numbers[0])
