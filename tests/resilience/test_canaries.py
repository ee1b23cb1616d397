"""Two thousand interleaved requests and as many socket messages over seven businesses: no name crosses."""

from __future__ import annotations

import asyncio
import json
import random
import uuid
from typing import TYPE_CHECKING

import httpx
import pytest
import websockets
from websockets.typing import Origin

from tests.browser.server import Product, running_product

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tenants.models import Business

SLUGS = tuple(f"shop{n}" for n in range(7))
REQUESTS = 2_000
SOCKETS, MESSAGES = 70, 2_000
AT_ONCE = 24


@pytest.fixture
def shops(committed: Callable[..., Business], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Seven restaurants with equal keys, each named after itself, served by one process."""
    from django.db import connection

    for slug in SLUGS:
        committed(slug)
    name = str(connection.settings_dict["NAME"])
    with running_product(name, tmp_path_factory.mktemp("web") / "log", NUM_PROXIES="1") as product:
        yield product


def crossed(slug: str, text: str) -> list[str]:
    """The canaries of other businesses in a text."""
    return [other for other in SLUGS if other != slug and f"Canary{other}".lower() in text.lower()]


def address(number: int) -> dict[str, str]:
    return {"X-Forwarded-For": f"10.1.{number // 250}.{number % 250}"}


@pytest.mark.timeout(600)
async def test_no_request_sees_another_business(shops: Product) -> None:
    paths = (
        "/login/",
        "/book/",
        "/api/v1/conversations/health",
        "/widget/",
        "/api/v1/availability?service=1&party_size=2",
    )
    gate = asyncio.Semaphore(AT_ONCE)
    own: set[str] = set()

    async def visit(client: httpx.AsyncClient, number: int) -> list[str]:
        slug, path = SLUGS[number % 7], paths[number % len(paths)]
        async with gate:
            response = await client.get(
                f"{shops.address}{path}", headers=address(number) | {"Host": shops.host_header(slug)}
            )
        assert response.status_code < 500, response.text
        if f"Canary{slug}" in response.text:
            own.add(slug)
        return crossed(slug, response.text)

    async with httpx.AsyncClient(timeout=60) as client:
        found = await asyncio.gather(*(visit(client, number) for number in range(REQUESTS)))
    assert [each for each in found if each] == []
    assert own == set(SLUGS)  # the positive control: each shows its own


@pytest.mark.timeout(600)
async def test_no_socket_hears_another_business(shops: Product) -> None:
    heard: dict[str, list[str]] = {slug: [] for slug in SLUGS}
    gate = asyncio.Semaphore(AT_ONCE)

    async def talk(number: int) -> None:
        slug = SLUGS[number % 7]
        async with httpx.AsyncClient(
            base_url=shops.address, headers={"Host": shops.host_header(slug)}, timeout=60
        ) as client:
            created = await client.post(
                "/api/v1/conversations/create", json={"flow": "dedicated"}, headers=address(number)
            )
        started = created.json()
        heard[slug].append(created.text)
        url = shops.host(slug).replace("http", "ws") + f"/ws/chat/{started['id']}/"
        async with websockets.connect(
            url,
            origin=Origin(shops.host(slug)),
            host="127.0.0.1",
            port=shops.port,
        ) as socket:
            await socket.send(json.dumps({"type": "auth", "token": started["token"]}))
            for _ in range(MESSAGES // SOCKETS):
                async with gate:
                    await say(socket, slug)

    async def say(socket: websockets.ClientConnection, slug: str) -> None:
        text = random.choice(["what is your name?", "where are you?", "opening hours?", "hello", f"I am Canary{slug}"])
        await socket.send(json.dumps({"type": "message", "text": text, "client_message_id": uuid.uuid4().hex}))
        async with asyncio.timeout(60):
            while True:
                frame = await socket.recv()
                heard[slug].append(str(frame))
                message = json.loads(frame).get("message") or {}
                if message.get("role") == "agent" and message.get("sequence", 0) > 0:
                    return

    await asyncio.gather(*(talk(number) for number in range(SOCKETS)))
    assert {slug: [text for text in texts if crossed(slug, text)] for slug, texts in heard.items()} == {
        slug: [] for slug in SLUGS
    }
    assert all(any(f"Canary{slug}" in text for text in texts) for slug, texts in heard.items())
