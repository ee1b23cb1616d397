"""The web server's sockets, a little of each at a time: however much one sends, others wait for two kilobytes of it.

uvicorn reads what the kernel has, up to a quarter of a megabyte, and decodes all of it before anybody else's turn: ten
thousand small frames, which keep a process for a quarter of a second.  What is refused is decoded all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

if TYPE_CHECKING:
    from uvicorn._types import ASGIReceiveEvent, ASGISendEvent

AT_ONCE = 2048
"""Bytes decoded at a time; a page of ours sends some hundred."""
AFTERWARDS = 4096
"""Bytes read from who has been told that the socket is closed: enough for what was under way and the reply to it."""


class PatientSocketProtocol(WebSocketsSansIOProtocol):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unread = bytearray()
        self.is_to_go_on = False
        self.afterwards = 0

    def data_received(self, data: bytes) -> None:
        self.unread += data
        self.afterwards += len(data) if self.close_sent else 0
        self.pause()
        self.go_on_soon()

    def go_on_soon(self) -> None:
        if not self.is_to_go_on:
            self.is_to_go_on = True
            self.loop.call_soon(self.go_on)

    def go_on(self) -> None:
        """Decode the next bytes, if the application has taken all that came of the last."""
        self.is_to_go_on = False
        if self.transport.is_closing() or not (self.queue.empty() or self.close_sent):
            return
        if self.afterwards > AFTERWARDS:
            self.transport.close()
            return
        piece = bytes(self.unread[:AT_ONCE])
        del self.unread[:AT_ONCE]
        if piece:
            super().data_received(piece)
        if self.transport.is_closing() or not (self.queue.empty() or self.close_sent):
            return
        if self.unread:
            self.go_on_soon()
        else:
            self.resume()

    def pause(self) -> None:
        self.read_paused = True
        self.transport.pause_reading()

    def resume(self) -> None:
        self.read_paused = False
        self.transport.resume_reading()

    async def receive(self) -> ASGIReceiveEvent:
        message = await self.queue.get()
        if self.queue.empty():
            self.go_on_soon()
        return message

    async def send(self, message: ASGISendEvent) -> None:
        """What came before the end and was not taken is not taken any more."""
        if message["type"] == "websocket.close":
            waiting = [self.queue.get_nowait() for _ in range(self.queue.qsize())]
            for each in waiting:
                if each["type"] != "websocket.receive":
                    self.queue.put_nowait(each)
            self.afterwards += len(self.unread)
            self.go_on_soon()
        await super().send(message)
