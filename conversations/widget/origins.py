"""Which sites may embed a business's widget.

One list feeds the page's ``frame-ancestors``, the API's CORS answers and the socket's Origin check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

from tenants.asgi import header
from tenants.context import PUBLIC, run_in_tenant
from tenants.models import Domain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tenants.models import Business

    ASGIApp = Callable[[dict[str, Any], Callable[..., Awaitable[Any]], Callable[..., Awaitable[Any]]], Awaitable[Any]]

STAFF_SOCKETS = "/ws/staff/"


def platform_origin() -> str:
    parts = urlsplit(settings.PLATFORM_URL)
    return f"{parts.scheme}://{parts.netloc}".lower()


def own_origins(business: Business) -> frozenset[str]:
    """The origins of the business's own hosts, at the platform's scheme and port."""
    parts = urlsplit(settings.PLATFORM_URL)
    port = f":{parts.port}" if parts.port else ""
    domains = Domain.objects.filter(tenant=business).values_list("domain", flat=True)
    return frozenset(f"{parts.scheme}://{domain}{port}".lower() for domain in domains)


def allowed_origins(business: Business) -> frozenset[str]:
    """Origins that may embed the business's widget and call its customer API, as browsers write them.

    The sites the owner listed, the business's own hosts, and the platform's for the demo page.
    """
    listed = {str(origin).lower().rstrip("/") for origin in business.allowed_origins}
    return own_origins(business) | listed | {platform_origin()}


class OriginMiddleware:
    """Refuses a socket's handshake (403) when its Origin is missing or not allowed.

    A socket of staff is opened with a session cookie, so it is for the business's own pages only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> Any:
        origins = own_origins if scope["path"].startswith(STAFF_SOCKETS) else allowed_origins
        allowed = await run_in_tenant(PUBLIC, origins, scope["business"])
        if header(scope, "origin").lower() not in allowed:
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return None
        return await self.app(scope, receive, send)
