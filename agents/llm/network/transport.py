"""The HTTP connections to model providers: bounded in size, and for owners' addresses pinned to a checked number."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import httpx

from agents.llm.errors import Garbled
from agents.llm.network.addresses import number_of
from tenants.outward import PORTS

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_ANSWER = 4_000_000
"""Bytes; the longest answers of current models, streamed with all that is around each word, take a fifth of it."""
CONNECT_SECONDS = 3.0
MOST_PLACES = 256
LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=16, keepalive_expiry=30)


class Bounded(httpx.SyncByteStream):
    """A body of which no more than ``LARGEST_ANSWER`` is read."""

    def __init__(self, stream: httpx.SyncByteStream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._stream:
            size += len(piece)
            if size > LARGEST_ANSWER:
                raise Garbled
            yield piece

    def close(self) -> None:
        self._stream.close()


class Bounding(httpx.HTTPTransport):
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        if isinstance(response.stream, httpx.SyncByteStream):
            response.stream = Bounded(response.stream)
        return response


class Pinned(Bounding):
    """Connects to the number that was checked, and to no other the name may have a moment later."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        port = url.port or PORTS.get(url.scheme, 0)
        number = number_of(url.host, port, is_encrypted=url.scheme == "https")
        request.url = url.copy_with(host=number)  # the Host header stays the name's
        request.extensions = {**request.extensions, "sni_hostname": url.host}
        return super().handle_request(request)


@cache
def connections() -> httpx.Client:
    """Those to the platform's addresses, by its proxies."""
    return httpx.Client(transport=Bounding(limits=LIMITS), follow_redirects=False)


@lru_cache(maxsize=MOST_PLACES)
def pinned_connections(place: str) -> httpx.Client:
    """Those to one host of owners: an encrypted connection to a number serves no other name at that number."""
    del place
    return httpx.Client(transport=Pinned(limits=LIMITS), trust_env=False, follow_redirects=False)
