"""The socket's way into a business: the Host of the handshake decides, and nothing a client sends later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from tenants.context import PUBLIC, run_unit
from tenants.correlation import HEADER, correlated
from tenants.errors import BusinessBusy
from tenants.hosts import business_of_host, who_answers_on
from tenants.limits.sockets import header
from tenants.turns import PATIENCE_SECONDS, turns

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    ASGIApp = Callable[[Any, Any, Any], Awaitable[Any]]

NO_SUCH_HOST = 4404
TRY_AGAIN_LATER = 1013
"""RFC 6455's registry: the server cannot do this now."""


class TenantSocketMiddleware:
    """Sets ``scope["business"]`` and ``scope["business_schema"]``; a handshake on an unknown host is refused."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> Any:
        host = header(scope, "host")
        try:
            unit = await turns().begin(who_answers_on(host), patience=PATIENCE_SECONDS)
        except BusinessBusy:
            await receive()
            await send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
            return None
        business = await run_unit(unit, PUBLIC, partial(business_of_host, host))
        if business is None:
            await receive()
            await send({"type": "websocket.close", "code": NO_SUCH_HOST})
            return None
        scope = {**scope, "business": business, "business_schema": business.schema_name}
        with correlated(header(scope, HEADER)):
            return await self.app(scope, receive, send)
