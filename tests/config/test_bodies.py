"""What is sent too large or too slowly is answered and let go, before it is kept."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
import uvicorn

from config.bodies import BodyLimit
from config.punctual import PunctualProtocol

MOST = 1000


async def reads_all(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answers with the length of what it was sent, and waits for the client to go as Django does."""
    length, more = 0, True
    while more:
        message = await receive()
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


async def asked(
    chunks: list[bytes], *, length: str | None = None, seconds: float = 5.0, is_stalled: bool = False
) -> tuple[int, bytes, dict[bytes, bytes]]:
    headers = [(b"content-length", length.encode())] if length is not None else []
    waiting = list(chunks)

    async def receive() -> dict[str, Any]:
        if not waiting and is_stalled:
            await asyncio.Event().wait()
        body = waiting.pop(0) if waiting else b""
        return {"type": "http.request", "body": body, "more_body": bool(waiting) or is_stalled}

    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await BodyLimit(reads_all, seconds=seconds)({"type": "http", "headers": headers}, receive, send)
    return sent[0]["status"], sent[1]["body"], dict(sent[0]["headers"])


@pytest.fixture(autouse=True)
def _small(settings: Any) -> None:
    settings.LARGEST_BODY = MOST


@pytest.mark.parametrize(
    ("chunks", "length", "status"),
    [
        ([b"x" * MOST], str(MOST), 200),
        ([b"x" * (MOST + 1)], str(MOST + 1), 413),
        ([], "99999999999999999999", 413),
        ([b"x" * 400] * 3, None, 413),
        ([b"x" * 400] * 3, "10", 413),
        ([b"x" * 250] * 4, None, 200),
        ([], "nonsense", 200),
        ([b""], None, 200),
    ],
)
async def test_a_body_is_as_large_as_it_may_be(chunks: list[bytes], length: str | None, status: int) -> None:
    found, body, headers = await asked(chunks, length=length)
    assert found == status
    if status == 413:
        assert headers == {b"content-type": b"application/problem+json", b"connection": b"close"}
        assert json.loads(body)["type"] == "/problems/too-large"


@pytest.mark.parametrize("begun", [[], [b"x"], [b"x"] * 20])
async def test_a_body_that_does_not_come_is_not_waited_for(begun: list[bytes]) -> None:
    status, body, _headers = await asked(begun, seconds=0.05, is_stalled=True)
    assert (status, json.loads(body)["type"]) == (408, "/problems/too-slow")


async def test_waiting_for_the_client_to_go_is_not_limited() -> None:
    async def stays(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await receive()
        await asyncio.wait_for(receive(), 0.3)

    calls = 0

    async def receive() -> dict[str, Any]:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0 if calls == 1 else 0.1)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        raise AssertionError(message)

    await BodyLimit(stays, seconds=0.05)({"type": "http", "headers": []}, receive, send)
    assert calls == 2


class Hasty(PunctualProtocol):
    head_seconds = 0.3
    largest_head = 2000


async def serve(port_of: asyncio.Future[int]) -> uvicorn.Server:
    config = uvicorn.Config(reads_all, port=0, http=Hasty, ws="none", lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    port_of.set_result(server.servers[0].sockets[0].getsockname()[1])
    return server


async def answered(port: int, *parts: bytes, pause: float = 0.0) -> bytes:
    """What the server sends before it closes, for the parts one after the other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(), 5)
    except (ConnectionResetError, BrokenPipeError):
        return b""
    finally:
        writer.close()


HEAD = b"GET / HTTP/1.1\r\nhost: x\r\n"


@pytest.mark.parametrize(
    "parts",
    [
        (),
        (b"G",),
        (HEAD,),
        (HEAD, b"a: b\r\n", b"c: d\r\n", b"e: f\r\n", b"g: h\r\n", b"i: j\r\n"),
        (HEAD + b"connection: keep-alive\r\n\r\n", b"GET / HTTP/1.1\r\n"),
    ],
)
async def test_a_head_that_does_not_come_whole_is_let_go(parts: tuple[bytes, ...]) -> None:
    port_of: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = await serve(port_of)
    try:
        said = await answered(await port_of, *parts, pause=0.1)
        assert said.count(b"200 OK") == (1 if b"\r\n\r\n" in b"".join(parts) else 0)
    finally:
        await server.shutdown()


async def test_a_head_too_long_is_let_go_and_a_good_one_answered() -> None:
    port_of: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = await serve(port_of)
    try:
        port = await port_of
        assert await answered(port, HEAD, b"a: " + b"x" * 3000 + b"\r\n", b"\r\n") == b""
        assert b"200 OK" in await answered(port, HEAD + b"connection: close\r\n\r\n")
    finally:
        await server.shutdown()


CHUNKED = b"transfer-encoding: chunked\r\n"


@pytest.mark.parametrize(
    "head",
    [
        b"content-length: 6\r\n" + CHUNKED,
        CHUNKED + b"content-length: 6\r\n",
        b"content-length: 6\r\ncontent-length: 5\r\n",
        b"transfer-encoding: xchunked\r\n",
        b"transfer-encoding : chunked\r\n",
        b"content-length: +6\r\n",
    ],
)
async def test_a_request_whose_end_could_be_told_two_ways_is_refused(head: bytes) -> None:
    """Behind a proxy that reads it the other way, the rest would be somebody's next request."""
    port_of: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = await serve(port_of)
    try:
        smuggled = b"POST / HTTP/1.1\r\nhost: x\r\n" + head + b"\r\n0\r\n\r\nGET /next HTTP/1.1\r\nhost: x\r\n\r\n"
        said = await answered(await port_of, smuggled)
        assert b"200 OK" not in said
    finally:
        await server.shutdown()
