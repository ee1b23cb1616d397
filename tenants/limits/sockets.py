"""Sockets of one address: so many open, and so many coming in a while, before anything is looked up for them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from time import monotonic
from typing import TYPE_CHECKING, Any

from tenants.limits.addresses import address_of_socket
from tenants.limits.buckets import Bucket, Limit
from tenants.limits.caller import calling_from
from tenants.limits.places import Places
from tenants.refusals import Refusals

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    ASGIApp = Callable[[Any, Any, Any], Awaitable[Any]]

TOO_MANY = 4429
AT_ONCE = 1000
"""Of one address in one process: a large office or a mobile carrier's gateway is one address, too."""
COMING = Limit("handshakes", 600, 60.0)
ABUSED, REFUSED = 4408, 4403
"""What a socket is closed with that was flooded or sent nonsense, and one whose token opens nothing."""
THROWN_OUT = Limit("thrown out", 20, 60.0)
"""Of one address on one host: a socket's own limits begin anew with each, so who is thrown out returns so often."""
PAUSE = 1.0
"""Seconds before who is refused hears so: programs that come again at once would keep the process refusing."""
REMEMBERED = 10_000
"""Addresses whose handshakes are counted; the longest absent go first."""


class SocketGate:
    """Refuses a handshake (403) from an address that has its share, and keeps the address for limits further in."""

    def __init__(self, app: ASGIApp, *, at_once: int = AT_ONCE, coming: Limit = COMING, pause: float = PAUSE) -> None:
        self.app, self.coming, self.pause = app, coming, pause
        self.places = Places(at_once)
        self.handshakes, self.thrown_out = Remembered(coming), Remembered(THROWN_OUT)
        self.refusals = Refusals()

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> Any:
        address = address_of_socket(scope)
        here, now = f"{address} {header(scope, 'host')}", monotonic()
        is_often = self.handshakes.of(address).take(now) or self.thrown_out.of(here).wait(now, 1)

        async def noting(message: dict[str, Any]) -> None:
            if message["type"] == "websocket.close" and message.get("code") in {ABUSED, REFUSED}:
                self.thrown_out.of(here).take(monotonic())
                self.refusals.tell(monotonic(), socket=message["code"])
            await send(message)

        if is_often or not self.places.take(address):
            self.refusals.tell(now, socket=TOO_MANY)
            await receive()
            await asyncio.sleep(self.pause)
            await send({"type": "websocket.close", "code": TOO_MANY})
            return None
        try:
            with calling_from(address):
                return await self.app(scope, receive, noting)
        finally:
            self.places.give_back(address)


class Remembered:
    """A bucket for each who comes, of this process."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.buckets: OrderedDict[str, Bucket] = OrderedDict()

    def of(self, who: str) -> Bucket:
        bucket = self.buckets.pop(who, None) or Bucket(self.limit, monotonic())
        self.buckets[who] = bucket
        if len(self.buckets) > REMEMBERED:
            self.buckets.popitem(last=False)
        return bucket


def header(scope: dict[str, Any], name: str) -> str:
    wanted = name.lower().encode()
    values = [value for key, value in scope["headers"] if key == wanted]
    return values[0].decode("latin-1") if len(values) == 1 else ""
