"""Which sites may embed a business's widget.

One list feeds the page's ``frame-ancestors``, the API's CORS answers and the socket's Origin check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

from tenants.context import PUBLIC, run_in_tenant
from tenants.limits.sockets import header
from tenants.models import Domain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from django.http import HttpRequest

    from tenants.models import Business

    ASGIApp = Callable[[Any, Any, Any], Awaitable[Any]]

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
    return own_origins(business) | listed_origins(business) | {platform_origin()}


def listed_origins(business: Business) -> frozenset[str]:
    """The sites the owner listed."""
    return frozenset(str(origin).lower().rstrip("/") for origin in business.allowed_origins)


def origin_of_referer(request: HttpRequest) -> str:
    """The origin of the page that loads this, empty where the browser does not tell."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.scheme in {"http", "https"} and parts.netloc else ""


def unlisted_site(request: HttpRequest, business: Business) -> str | None:
    """The site that embeds the page though it is not listed; None where it is, or the browser does not tell.

    Nothing is kept apart by this: the page's ``frame-ancestors``, which no page can forge, decides.
    """
    if request.headers.get("Sec-Fetch-Dest") != "iframe":
        return None
    origin = origin_of_referer(request)
    return origin if origin and origin not in allowed_origins(business) else None


def is_own(origin: str, host: str) -> bool:
    """Whether a page of this very host asks, the usual case: the host has been found to be the business's already."""
    return origin == f"{urlsplit(settings.PLATFORM_URL).scheme}://{host}".lower()


class OriginMiddleware:
    """Refuses a socket's handshake (403) when its Origin is missing or not allowed.

    A socket of staff is opened with a session cookie, so it is for the business's own pages only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> Any:
        if not await self.may_connect(scope):
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return None
        return await self.app(scope, receive, send)

    async def may_connect(self, scope: dict[str, Any]) -> bool:
        origin = header(scope, "origin").lower()
        if not origin or is_own(origin, header(scope, "host")):
            return bool(origin)
        origins = own_origins if scope["path"].startswith(STAFF_SOCKETS) else allowed_origins
        return origin in await run_in_tenant(PUBLIC, origins, scope["business"])
