"""The web server's HTTP, for clients that mean it: a request's head comes whole, soon and short, or not at all.

uvicorn waits for it without end and keeps all of it; thousands of connections that send a byte now and then cost
nothing to hold open.  A body is the turn of ``config.bodies``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

HEAD_SECONDS = 10.0
"""For the head of a request, and for the first byte of a new connection."""
LARGEST_HEAD = 32 * 1024
"""Bytes of request line and headers together; proxies commonly stop at 8 to 32 KiB."""


class PunctualProtocol(HttpToolsProtocol):
    head_seconds = HEAD_SECONDS
    largest_head = LARGEST_HEAD

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deadline: asyncio.TimerHandle | None = None
        self.head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        super().connection_made(transport)
        self.await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self.has_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.deadline is not None:
            self.head_bytes += len(data)
        super().data_received(data)
        if self.deadline is not None and self.head_bytes > self.largest_head:
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if self.deadline is None:
            self.await_head()

    def on_headers_complete(self) -> None:
        self.has_head()
        super().on_headers_complete()

    def await_head(self) -> None:
        self.head_bytes = 0
        self.deadline = self.loop.call_later(self.head_seconds, self.transport.close)

    def has_head(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
