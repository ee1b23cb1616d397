"""How large a request's body may be and how long it may take, before any of it is kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from config.problems import problem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    ASGIApp = Callable[[Any, Any, Any], Awaitable[Any]]
    Receive = Callable[[], Awaitable[dict[str, Any]]]

SECONDS = 30.0
"""For the whole body: what is posted here is a few thousand bytes."""


class BodyRefused(Exception):
    def __init__(self, status: int, code: str, detail: str) -> None:
        self.status, self.code, self.detail = status, code, detail
        super().__init__(code)


def too_large() -> BodyRefused:
    return BodyRefused(413, "too-large", _("That is more than can be sent here at once."))


def too_slow() -> BodyRefused:
    return BodyRefused(408, "too-slow", _("What you were sending did not arrive in time."))


class BodyLimit:
    """Answers 413 or 408 for a body beyond ``LARGEST_BODY`` bytes or ``seconds``; the connection ends with it."""

    def __init__(self, app: ASGIApp, *, seconds: float = SECONDS) -> None:
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Callable[..., Awaitable[None]]) -> None:
        has_answered = False

        async def noting(message: dict[str, Any]) -> None:
            nonlocal has_answered
            has_answered = True
            await send(message)

        try:
            if declared(scope) > settings.LARGEST_BODY:
                raise too_large()
            await self.app(scope, Body(receive, self.seconds).receive, noting)
        except BodyRefused as refusal:
            if not has_answered:
                await refuse(send, refusal)


class Body:
    """Hands on what comes, up to the limits."""

    def __init__(self, receive: Receive, seconds: float) -> None:
        self.next, self.left = receive, settings.LARGEST_BODY
        self.ends_at = asyncio.get_running_loop().time() + seconds
        self.is_whole = False

    async def receive(self) -> dict[str, Any]:
        if self.is_whole:
            return await self.next()
        try:
            async with asyncio.timeout_at(self.ends_at):
                message = await self.next()
        except TimeoutError:
            raise too_slow() from None
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            raise too_large()
        self.is_whole = not message.get("more_body", False)
        return message


def declared(scope: dict[str, Any]) -> int:
    """The length the client announces, 0 where it announces none that can be read."""
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return max((int(value) for value in lengths if value.isdigit()), default=0)


async def refuse(send: Callable[..., Awaitable[None]], refusal: BodyRefused) -> None:
    answer = problem(status=refusal.status, code=refusal.code, title=refusal.detail, detail=refusal.detail)
    headers = [(b"content-type", answer.headers["Content-Type"].encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.content})
