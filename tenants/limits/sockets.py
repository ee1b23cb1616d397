"""Sockets of one address: so many open, and so many coming in a while, before anything is looked up for them."""

from __future__ import annotations

from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING, Any

from tenants.limits.addresses import address_of_socket
from tenants.limits.buckets import Bucket, Limit
from tenants.limits.caller import calling_from
from tenants.limits.places import Places

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    ASGIApp = Callable[[Any, Any, Any], Awaitable[Any]]

TOO_MANY = 4429
AT_ONCE = 1000
"""Of one address in one process: a large office or a mobile carrier's gateway is one address, too."""
COMING = Limit("handshakes", 600, 60.0)
REMEMBERED = 10_000
"""Addresses whose handshakes are counted; the longest absent go first."""


class SocketGate:
    """Refuses a handshake (403) from an address that has its share, and keeps the address for limits further in."""

    def __init__(self, app: ASGIApp, *, at_once: int = AT_ONCE, coming: Limit = COMING) -> None:
        self.app, self.coming = app, coming
        self.places = Places(at_once)
        self.handshakes: OrderedDict[str, Bucket] = OrderedDict()

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> Any:
        address = address_of_socket(scope)
        if self.is_too_often(address) or not self.places.take(address):
            await receive()
            await send({"type": "websocket.close", "code": TOO_MANY})
            return None
        try:
            with calling_from(address):
                return await self.app(scope, receive, send)
        finally:
            self.places.give_back(address)

    def is_too_often(self, address: str) -> bool:
        now = monotonic()
        bucket = self.handshakes.pop(address, None) or Bucket(self.coming, now)
        self.handshakes[address] = bucket
        if len(self.handshakes) > REMEMBERED:
            self.handshakes.popitem(last=False)
        return bool(bucket.take(now))
