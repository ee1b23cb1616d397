"""The socket's way into a business: the Host of the handshake decides, and nothing a client sends later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tenants.context import PUBLIC, run_in_tenant
from tenants.correlation import HEADER, correlated
from tenants.hosts import business_of_host

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    ASGIApp = Callable[[Any, Any, Any], Awaitable[Any]]

NO_SUCH_HOST = 4404


def header(scope: dict[str, Any], name: str) -> str:
    wanted = name.lower().encode()
    values = [value for key, value in scope["headers"] if key == wanted]
    return values[0].decode("latin-1") if len(values) == 1 else ""


class TenantSocketMiddleware:
    """Sets ``scope["business"]`` and ``scope["business_schema"]``; a handshake on an unknown host is refused."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> Any:
        business = await run_in_tenant(PUBLIC, business_of_host, header(scope, "host"))
        if business is None:
            await receive()
            await send({"type": "websocket.close", "code": NO_SUCH_HOST})
            return None
        scope = {**scope, "business": business, "business_schema": business.schema_name}
        with correlated(header(scope, HEADER)):
            return await self.app(scope, receive, send)
