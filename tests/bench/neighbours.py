"""What one business's replies take while another is flooded: sockets, chat, a table that is locked, logins."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import time
import uuid
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psycopg
import websockets
from psycopg import sql
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from tests.bench.load import reply
from tests.bench.rows import Row, median, percentile
from tests.product import product_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
    from multiprocessing.sharedctypes import Synchronized
    from multiprocessing.synchronize import Event

    from websockets.asyncio.client import ClientConnection

    from tests.product import RunningProduct

ROOT = Path(__file__).resolve().parents[2]
NOISY, QUIET = "marios", "bella"
SOCKETS, MESSAGES, ROUNDS = 8, 20, 4
PAUSE, SWING = 0.2, 1.0
"""Seconds between messages, and until a flood is in full swing."""
FARAWAY = 5
"""How nice who floods is to the product: their own work would be done on a machine elsewhere."""
BUSY = 503
CUSTOMER, SHOUTER = "10.9.9.9", "10.8.8.8"
TEXT = "a table for two tomorrow at eight, please"
LOGIN = {"email": "owner@example.com", "password": "wrong-horse"}
"""Twenty-five times in a quarter of an hour a password is hashed for it; then it is refused for nothing."""
FRAMES = {
    "typing": {"type": "typing"},
    "seen": {"type": "seen", "sequence": 0},
    "auth": {"type": "auth", "token": "forged"},
}
FLOODS = (
    *(f"sockets sending {kind}" for kind in FRAMES),
    "chat",
    "a locked table",
    "logins",
    "logins of made-up names",
)


def measure_neighbours() -> list[Row]:
    with product_in(ROOT / "var" / "bench", NUM_PROXIES="1", LOG_LEVEL="WARNING") as product:
        return asyncio.run(_measure(product, FLOODS))


async def _measure(product: RunningProduct, kinds: Sequence[str]) -> list[Row]:
    """Of each kind the rounds go alone, beside, alone, beside …: what else the machine does meets both alike."""
    await _talk(product)  # the first of a process is slower than all after it
    rows = []
    for kind in kinds:
        alone, beside, sent = [], [], 0
        for _ in range(ROUNDS):
            alone.append(await _talk(product))
            with _noise(product, kind) as count:
                before = count.value
                beside.append(await _talk(product))
                sent += count.value - before
        rows += _rows(kind, alone, beside, sent)
    return rows


def _rows(kind: str, alone: list[list[float]], beside: list[list[float]], sent: int) -> list[Row]:
    """Of p50 and p95 what all rounds together say, and the median of the rounds' own ratios."""
    rows = []
    for name, share in {"p50": 0.5, "p95": 0.95}.items():
        usual = percentile([each for round_ in alone for each in round_], share)
        under = percentile([each for round_ in beside for each in round_], share)
        ratios = [
            percentile(noisy, share) / percentile(quiet, share) for quiet, noisy in zip(alone, beside, strict=True)
        ]
        how = f"alone {usual:.0f} ms, beside it {under:.0f} ms, of all rounds {under / usual:.2f}; {sent} by {SOCKETS}"
        rows.append(Row(f"beside {kind}, {name}", median(ratios), "times", how, aim="2"))
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
def _noise(product: RunningProduct, kind: str) -> Iterator[Synchronized[int]]:
    """A flood from a process of its own; gives how much it has sent."""
    spawn = get_context("spawn")
    sent, is_heard = spawn.Value("q", 0), spawn.Event()
    process = spawn.Process(target=_flood, args=(product, kind, sent, is_heard), daemon=True)
    process.start()
    try:
        is_heard.wait(60)
        time.sleep(SWING)
        yield sent
    finally:
        process.kill()
        process.join()


def _flood(product: RunningProduct, kind: str, sent: Synchronized[int], is_heard: Event) -> None:
    os.nice(FARAWAY)

    async def all_of_them() -> None:
        frame = json.dumps(FRAMES.get(kind.rpartition(" ")[2], {}))
        started = [await _begin(product, NOISY, SHOUTER) for _ in range(SOCKETS)]
        is_heard.set()
        match kind:
            case "chat":
                work = [_ask(product, "/api/v1/conversations/chat/dedicated", {"text": TEXT}, sent)] * SOCKETS
            case "a locked table":
                work = [_ask(product, "/api/v1/conversations/create", {"flow": "dedicated"}, sent)] * SOCKETS
            case "logins":
                work = [_ask(product, "/api/v1/auth/token", LOGIN, sent)] * SOCKETS
            case "logins of made-up names":
                work = [_ask(product, "/api/v1/auth/token", LOGIN, sent, is_made_up=True)] * SOCKETS
            case _:
                work = [partial(_shout, product, frame, each, sent) for each in started]
        with _locked(product) if kind == "a locked table" else nullcontext():
            await asyncio.gather(*(begin() for begin in work))

    asyncio.run(all_of_them())


@contextmanager
def _locked(product: RunningProduct) -> Iterator[None]:
    table = sql.Identifier(product.schema(NOISY), "conversations_conversation")
    with psycopg.connect(product.environment["DATABASE_URL"]) as holding:
        holding.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(table))
        yield


def _ask(
    product: RunningProduct, path: str, body: dict[str, str], sent: Synchronized[int], *, is_made_up: bool = False
) -> Callable[[], Awaitable[None]]:
    """Asks without end, from another address each time: limits by address would end the flood. With ``is_made_up`` by
    another name, too, so that no limit of a login does.
    """

    async def without_end() -> None:
        async with httpx.AsyncClient(base_url=product.address, timeout=60) as client:
            while True:
                address = f"10.{secrets.randbelow(250)}.{secrets.randbelow(250)}.{secrets.randbelow(250)}"
                headers = {"Host": product.host_header(NOISY), "X-Forwarded-For": address}
                made_up = {"email": f"{secrets.token_hex(8)}@example.com"} if is_made_up else {}
                with suppress(httpx.HTTPError):
                    await client.post(path, json=body | made_up, headers=headers)
                sent.value += 1

    return without_end


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
        while created.status_code == BUSY:
            await asyncio.sleep(int(created.headers["Retry-After"]))
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
