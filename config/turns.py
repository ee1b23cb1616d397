"""Where requests are let in, each in the turn of the business it is for (``tenants.turns``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from config.error_pages import unavailable
from config.problems import of_outage
from tenants.errors import BusinessBusy
from tenants.hosts import who_answers_on
from tenants.limits.sockets import header
from tenants.turns import PATIENCE_SECONDS, Unit, turns

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from django.http import HttpRequest, HttpResponseBase

    ASGIApp = Callable[[Any, Any, Any], Awaitable[Any]]

UNIT = "xseven.unit"
ON_THE_LOOP = 0.003
"""Seconds of processor time that a request takes beside its thread's: reading it, a thread, writing the answer."""
PROBES = {"/health", "/ready"}


class TurnGate:
    """Answers 503 with Retry-After for a business of which too many wait, or for too long; asks no probe to wait."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Callable[..., Awaitable[None]]) -> Any:
        if scope["path"] in PROBES:
            return await self.app(scope, receive, send)
        taken = turns()
        try:
            unit = await taken.begin(who_answers_on(header(scope, "host")), patience=PATIENCE_SECONDS)
        except BusinessBusy as error:
            return await refuse(send, error, is_api=scope["path"].startswith("/api/"))
        try:
            return await self.app({**scope, UNIT: unit}, receive, send)
        finally:
            unit.seconds += ON_THE_LOOP
            taken.end(unit)


async def refuse(send: Callable[..., Awaitable[None]], error: BusinessBusy, *, is_api: bool) -> None:
    answer = of_outage(error) if is_api else unavailable()
    headers = [(name.lower().encode(), value.encode()) for name, value in answer.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})


class TurnMiddleware:
    """Measures, on the thread that answers, what the request takes of the process."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        unit = getattr(request, "scope", {}).get(UNIT)
        if not isinstance(unit, Unit):
            return self.get_response(request)
        with unit.at_work():
            return self.get_response(request)
