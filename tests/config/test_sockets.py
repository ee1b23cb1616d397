"""The web server's sockets: all that comes arrives in order; who floods is cut off, others are answered meanwhile."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn
import websockets
from websockets.exceptions import ConnectionClosed

from config.sockets import AT_ONCE, PatientSocketProtocol

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

REFUSED_AFTER = 60
FLOOD = 20_000


class Listener:
    """An application that keeps what it hears, and closes after so many frames."""

    def __init__(self, most: int = 10**9) -> None:
        self.most, self.heard, self.ends = most, list[str](), list[int]()
        self.ended = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept"})
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                self.ends.append(message["code"])
                self.ended.set()
                return
            self.heard.append(message["text"])
            if len(self.heard) == self.most:
                await send({"type": "websocket.close", "code": 4408})
            elif message["text"] == "ping":
                await send({"type": "websocket.send", "text": "pong"})


class Serving:
    """The listener behind the protocol on a port of its own."""

    def __init__(self, listener: Listener) -> None:
        self.server = uvicorn.Server(
            uvicorn.Config(listener, port=0, ws=PatientSocketProtocol, lifespan="off", log_level="critical")
        )

    async def __aenter__(self) -> str:
        self.task = asyncio.create_task(self.server.serve())
        while not self.server.started:  # noqa: ASYNC110  # uvicorn tells it by nothing else
            await asyncio.sleep(0)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        return f"ws://127.0.0.1:{port}/"

    async def __aexit__(self, *_error: object) -> None:
        self.server.should_exit = True
        await self.task


def connect(address: str) -> Any:
    return websockets.connect(address, compression=None)


@pytest.mark.parametrize("length", [1, 100, AT_ONCE - 8, AT_ONCE, 5 * AT_ONCE])
async def test_all_frames_arrive_in_order_whatever_their_length(length: int) -> None:
    listener = Listener()
    async with Serving(listener) as address:
        async with connect(address) as socket:
            sent = [f"{number}".rjust(length, "x") for number in range(200)]
            for text in sent:
                await socket.send(text)
            await socket.send("ping")
            assert await socket.recv() == "pong"
        await listener.ended.wait()
    assert listener.heard == [*sent, "ping"]
    assert listener.ends == [1000]


async def test_a_text_in_parts_is_one_and_a_ping_between_is_answered() -> None:
    listener = Listener()
    async with Serving(listener) as address, connect(address) as socket:
        await socket.send(["a" * AT_ONCE, "b" * AT_ONCE, "c"])
        await asyncio.wait_for(await socket.ping(), 10)
        await socket.send("ping")
        await socket.recv()
    assert listener.heard == ["a" * AT_ONCE + "b" * AT_ONCE + "c", "ping"]


async def test_who_floods_is_told_and_nothing_after_it_is_heard() -> None:
    listener = Listener(REFUSED_AFTER)
    async with Serving(listener) as address, connect(address) as socket:
        with pytest.raises(ConnectionClosed):
            await shout_until_closed(socket)
        await asyncio.wait_for(listener.ended.wait(), 10)
    assert len(listener.heard) == REFUSED_AFTER
    assert listener.ends == [4408]


async def test_who_goes_on_after_the_end_is_cut_off() -> None:
    listener = Listener(1)
    async with Serving(listener) as address:
        host, port = address.removeprefix("ws://").rstrip("/").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(HANDSHAKE)
        await reader.readuntil(b"\r\n\r\n")
        with pytest.raises(ConnectionError):
            await write_without_end(writer)
        await asyncio.wait_for(listener.ended.wait(), 10)
    assert len(listener.heard) == 1


async def test_another_is_answered_between_the_frames_of_a_flood() -> None:
    listener = Listener()
    async with Serving(listener) as address, connect(address) as noisy, connect(address) as quiet:
        flooding = asyncio.create_task(shout(noisy))
        while not listener.heard:  # noqa: ASYNC110  # it is on this loop, and hears at once
            await asyncio.sleep(0)
        await quiet.send("ping")
        assert await quiet.recv() == "pong"
        assert len(listener.heard) < FLOOD
        await flooding


async def shout(socket: ClientConnection) -> None:
    for _ in range(FLOOD):
        await socket.send(json.dumps({"type": "typing"}))


async def shout_until_closed(socket: ClientConnection) -> None:
    await shout(socket)
    await socket.recv()


async def write_without_end(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(FRAME * 100)
        await writer.drain()


HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
FRAME = bytes([0x81, 0x84, 0, 0, 0, 0]) + b"true"
"""A text, masked with nothing."""
