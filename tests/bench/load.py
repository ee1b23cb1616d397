"""Many open conversations on the whole product: how long a reply takes, what a turn costs, what a socket weighs."""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psutil
import websockets
from websockets.typing import Origin

from tests.bench.rows import Row, percentile
from tests.product import product_in

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

    from tests.product import RunningProduct

ROOT = Path(__file__).resolve().parents[2]
SIZES = (200, 1_000)
THINKING_SECONDS = 30
SLUGS = ("marios", "bella", "torque", "smile", "handy")
SAID = (
    "hello", "what are your opening hours?", "do you have parking?", "friday at 3pm", "my name is Anna Weber",
    "I'd like to book for tomorrow at 11", "how much is it?", "where are you?", "and on sunday?", "thank you",
)  # fmt: skip


@dataclass
class Figures:
    latencies: list[float] = field(default_factory=list)
    unanswered: int = 0


def measure_load(*, seconds: int) -> list[Row]:
    rows: list[Row] = []
    with product_in(ROOT / "var" / "bench", NUM_PROXIES="1", LOG_LEVEL="WARNING") as product:
        for size in SIZES:
            rows += asyncio.run(_measure(product, size, seconds))
    return rows


async def _measure(product: RunningProduct, size: int, seconds: int) -> list[Row]:
    before = _memory(product, "web")
    conversations = await _open(product, size)
    connected = _memory(product, "web")
    figures, cpu = Figures(), _cpu_seconds(product)
    began = time.monotonic()
    await asyncio.gather(*(_talk(each, figures, began + seconds) for each in conversations))
    used = _cpu_seconds(product) - cpu
    await asyncio.gather(*(each.close() for each in conversations))
    turns = len(figures.latencies)
    how = (
        f"{turns} turns in {time.monotonic() - began:.0f} s, {figures.unanswered} unanswered, client on the same cores"
    )
    return [
        Row(f"reply at {size} conversations, p50", percentile(figures.latencies, 0.5), "ms", how),
        Row(
            f"reply at {size} conversations, p95", percentile(figures.latencies, 0.95), "ms", how,
            aim="150" if size == SIZES[0] else "400",
        ),
        Row(f"CPU per turn at {size}", used / max(1, turns) * 1000, "ms", "all processes and servers", aim="60"),
        Row(f"memory per socket at {size}", (connected - before) / size / 1024, "KiB", "growth of the web processes"),
    ]  # fmt: skip


async def _open(product: RunningProduct, size: int) -> list[ClientConnection]:
    """Conversations of customers with addresses of their own, signed in on their sockets."""
    gate = asyncio.Semaphore(16)

    async def one(number: int) -> ClientConnection:
        slug = SLUGS[number % len(SLUGS)]
        async with (
            gate,
            httpx.AsyncClient(
                base_url=product.address, headers={"Host": product.host_header(slug)}, timeout=60
            ) as client,
        ):
            address = f"10.{number // 62500}.{number // 250 % 250}.{number % 250}"
            created = await client.post(
                "/api/v1/conversations/create", json={"flow": "dedicated"}, headers={"X-Forwarded-For": address}
            )
            started = created.raise_for_status().json()
            socket = await websockets.connect(
                product.host(slug).replace("http", "ws") + f"/ws/chat/{started['id']}/",
                origin=Origin(product.host(slug)), compression=None, host="127.0.0.1", port=product.port,
                additional_headers={"X-Forwarded-For": address},
            )  # fmt: skip
            await socket.send(json.dumps({"type": "auth", "token": started["token"]}))
            while json.loads(await socket.recv()).get("of") != "auth":
                pass
            return socket

    return list(await asyncio.gather(*(one(number) for number in range(size))))


async def _talk(socket: ClientConnection, figures: Figures, until: float) -> None:
    """One message every ``THINKING_SECONDS``, the first at a random moment, as customers come."""
    chance = random.Random(id(socket))
    await asyncio.sleep(chance.uniform(0, min(THINKING_SECONDS, max(0.0, until - time.monotonic()))))
    while time.monotonic() < until:
        began = time.monotonic()
        key = uuid.uuid4().hex
        await socket.send(json.dumps({"type": "message", "text": chance.choice(SAID), "client_message_id": key}))
        try:
            await asyncio.wait_for(reply(socket, key), 20)
            figures.latencies.append((time.monotonic() - began) * 1000)
        except TimeoutError:
            figures.unanswered += 1
        await asyncio.sleep(max(0.0, THINKING_SECONDS - (time.monotonic() - began)))


async def reply(socket: ClientConnection, key: str) -> None:
    """Wait for what the assistant says after our own message; the greeting and earlier replies lie before it."""
    said: int | None = None
    while True:
        frame = json.loads(await socket.recv())
        message = frame.get("message") or {}
        if frame.get("client_message_id") == key and frame["type"] == "ack":
            said = message["sequence"]
        elif said is not None and message.get("role") == "agent" and message["sequence"] > said:
            return


def _family(product: RunningProduct, *names: str) -> list[psutil.Process]:
    pids = product.processes()
    chosen = [psutil.Process(pid) for name, pid in pids.items() if not names or name in names]
    return [process for parent in chosen for process in (parent, *parent.children(recursive=True))]


def _cpu_seconds(product: RunningProduct) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in _family(product))


def _memory(product: RunningProduct, name: str) -> int:
    return sum(process.memory_info().rss for process in _family(product, name))
