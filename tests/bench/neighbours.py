"""What one business's replies take while another's sockets send as fast as they can."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from contextlib import asynccontextmanager, contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import websockets
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from tests.bench.load import reply
from tests.bench.rows import Row, percentile
from tests.product import product_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from multiprocessing.sharedctypes import Synchronized
    from multiprocessing.synchronize import Event

    from websockets.asyncio.client import ClientConnection

    from tests.product import RunningProduct

ROOT = Path(__file__).resolve().parents[2]
NOISY, QUIET = "marios", "bella"
SOCKETS, MESSAGES = 8, 25
PAUSE = 0.2
CUSTOMER, SHOUTER = "10.9.9.9", "10.8.8.8"
FLOODS = {
    "typing": {"type": "typing"},
    "seen": {"type": "seen", "sequence": 0},
    "auth": {"type": "auth", "token": "forged"},
}


def measure_neighbours() -> list[Row]:
    with product_in(ROOT / "var" / "bench", NUM_PROXIES="1", LOG_LEVEL="WARNING") as product:
        return asyncio.run(_measure(product))


async def _measure(product: RunningProduct) -> list[Row]:
    alone = await _talk(product)
    rows = [Row("reply with nobody beside, p50", percentile(alone, 0.5), "ms", f"{len(alone)} messages")]
    for kind, frame in FLOODS.items():
        with _noise(product, json.dumps(frame)) as sent:
            beside = await _talk(product)
        how = f"{len(beside)} messages, {sent.value} frames sent by {SOCKETS} sockets on the same cores"
        rows += [
            Row(f"reply beside sockets sending {kind}, p50", percentile(beside, 0.5), "ms", how, aim="2 times alone"),
            Row(f"reply beside sockets sending {kind}, p95", percentile(beside, 0.95), "ms", how),
        ]
    return rows


async def _talk(product: RunningProduct) -> list[float]:
    """Milliseconds until the reply to each of a customer's messages."""
    latencies = []
    async with _page(product, QUIET, CUSTOMER, await _begin(product, QUIET, CUSTOMER)) as socket:
        for _ in range(MESSAGES):
            began, key = time.monotonic(), uuid.uuid4().hex
            message = {"type": "message", "text": "what are your opening hours?", "client_message_id": key}
            await socket.send(json.dumps(message))
            await asyncio.wait_for(reply(socket, key), 30)
            latencies.append((time.monotonic() - began) * 1000)
            await asyncio.sleep(PAUSE)
    return latencies


@contextmanager
def _noise(product: RunningProduct, frame: str) -> Iterator[Synchronized[int]]:
    """Sockets that send the frame from a process of their own; gives how many they have sent."""
    spawn = get_context("spawn")
    sent, is_heard = spawn.Value("q", 0), spawn.Event()
    process = spawn.Process(target=_shout_all, args=(product, frame, sent, is_heard), daemon=True)
    process.start()
    try:
        is_heard.wait(60)
        yield sent
    finally:
        process.kill()
        process.join()


def _shout_all(product: RunningProduct, frame: str, sent: Synchronized[int], is_heard: Event) -> None:
    async def all_of_them() -> None:
        started = [await _begin(product, NOISY, SHOUTER) for _ in range(SOCKETS)]
        is_heard.set()
        await asyncio.gather(*(_shout(product, frame, each, sent) for each in started))

    asyncio.run(all_of_them())


async def _shout(product: RunningProduct, frame: str, started: dict[str, str], sent: Synchronized[int]) -> None:
    """Send without end, coming back whenever the socket is closed."""
    while True:
        with suppress(WebSocketException, OSError):
            async with _page(product, NOISY, SHOUTER, started) as socket:
                while True:
                    await socket.send(frame)
                    sent.value += 1
                    await asyncio.sleep(0)
        await asyncio.sleep(0)


async def _begin(product: RunningProduct, slug: str, address: str) -> dict[str, str]:
    headers = {"Host": product.host_header(slug), "X-Forwarded-For": address}
    async with httpx.AsyncClient(base_url=product.address, headers=headers, timeout=60) as client:
        created = await client.post("/api/v1/conversations/create", json={"flow": "dedicated"})
    started: dict[str, str] = created.raise_for_status().json()
    return started


@asynccontextmanager
async def _page(
    product: RunningProduct, slug: str, address: str, started: dict[str, str]
) -> AsyncIterator[ClientConnection]:
    host = product.host(slug)
    async with websockets.connect(
        host.replace("http", "ws") + f"/ws/chat/{started['id']}/", origin=Origin(host), compression=None,
        additional_headers={"X-Forwarded-For": address}, host="127.0.0.1", port=product.port,
    ) as socket:  # fmt: skip
        await socket.send(json.dumps({"type": "auth", "token": started["token"]}))
        while json.loads(await socket.recv()).get("of") != "auth":
            pass
        yield socket
