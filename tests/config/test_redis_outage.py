"""Redis is away, hangs, or is somebody else's: customers are answered all the same, and nobody signs in uncounted."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client
from redis import Redis
from rest_framework.test import APIClient

from config.redis.channels import SteadyChannelLayer
from config.redis.silence import ANSWER_SECONDS, SILENT_SECONDS
from conversations import operations
from conversations.groups import conversation_group
from tenants.actors import Actor
from tenants.context import run_in_tenant
from tenants.limits.attempts import HERE
from tests.config.redis_servers import OUTAGES, OwnRedis
from tests.conversations.pages import Page
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from tenants.models import Business

API = "/api/v1/conversations"
VISITOR = Actor("customer", "visitor")
OUTAGE = pytest.mark.parametrize("begin", OUTAGES.values(), ids=OUTAGES)


@OUTAGE
def test_limits_hold_nobody_up(redis: OwnRedis, begin: object) -> None:
    cache.set("before", 1)
    begin(redis)  # type: ignore[operator]
    assert cache.add("count", 1, 60)
    assert cache.get("before", "nothing") == "nothing"
    cache.set("a", 1)
    assert cache.get_many(["a", "b"]) == {}
    assert not cache.has_key("a")
    assert not cache.delete("a")
    assert cache.set_many({"a": 1}) == []
    with pytest.raises(ValueError, match="not found"):
        cache.incr("count")


@OUTAGE
def test_an_outage_is_waited_for_once(redis: OwnRedis, begin: object) -> None:
    begin(redis)  # type: ignore[operator]
    began = time.monotonic()
    for number in range(20):
        cache.get(f"key-{number}")
    assert time.monotonic() - began < 2 * ANSWER_SECONDS + SILENT_SECONDS


def test_the_cache_is_used_again_once_redis_is_back(redis: OwnRedis) -> None:
    redis.kill()
    cache.set("a", 1)
    redis.start()
    time.sleep(SILENT_SECONDS)
    cache.set("a", 2)
    assert cache.get("a") == 2


@OUTAGE
def test_chat_over_http_is_answered(redis: OwnRedis, begin: object, live_marios: Business) -> None:
    begin(redis)  # type: ignore[operator]
    client = APIClient(headers={"host": "marios.localhost"})
    made = client.post(f"{API}/create", {"flow": "dedicated"}, format="json")
    assert made.status_code == 201
    token = {"authorization": f"Bearer {made.json()['token']}"}
    said = client.post(f"{API}/{made.json()['id']}/message", {"text": "hello"}, format="json", headers=token)
    assert said.status_code == 200, said.content


@OUTAGE
def test_nobody_signs_in_uncounted(redis: OwnRedis, begin: object, live_marios: Business) -> None:
    new_user("luca@example.com", business=live_marios)
    begin(redis)  # type: ignore[operator]
    client = Client(headers={"host": "marios.localhost"}, raise_request_exception=False)
    for _ in range(HERE.burst):
        assert client.post("/login/", {"username": "luca@example.com", "password": "wrong"}).status_code < 429
    answer = client.post("/login/", {"username": "luca@example.com", "password": PASSWORD})
    assert answer.status_code == 429


@OUTAGE
async def test_a_socket_stays_and_its_message_is_answered(
    redis: OwnRedis, begin: object, live_marios: Business
) -> None:
    started = await run_in_tenant(live_marios.schema_name, operations.start_conversation, by=VISITOR)
    begin(redis)  # type: ignore[operator]
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=started.greeting.sequence)
    await page.tell(type="message", text="hello", client_message_id="k1")
    assert (await page.until("ack"))["client_message_id"] == "k1"
    while (heard := (await page.until("message"))["message"])["role"] != "agent":
        pass
    assert heard["text"]
    await page.leave()


async def test_a_socket_lives_through_an_outage_and_hears_other_processes_afterwards(
    redis: OwnRedis, live_marios: Business, settings: Any
) -> None:
    started = await run_in_tenant(live_marios.schema_name, operations.start_conversation, by=VISITOR)
    redis.kill()
    page = Page.of_visitor(live_marios, started.conversation.pk)
    await page.enter(started.token, after=started.greeting.sequence)
    redis.start()
    other_process = SteadyChannelLayer(**settings.CHANNEL_LAYERS["default"]["CONFIG"])
    group = conversation_group(live_marios.schema_name, started.conversation.pk)
    told = asyncio.create_task(tell_again_and_again(other_process, group))
    assert (await page.until("from another process"))["type"]
    told.cancel()
    await page.leave()
    await other_process.flush()


async def tell_again_and_again(layer: SteadyChannelLayer, group: str) -> None:
    while True:
        await layer.group_send(group, {"type": "relay", "frames": [{"type": "from another process"}]})
        await asyncio.sleep(0.2)


def test_a_crowd_shares_few_connections(redis: OwnRedis, settings: Any) -> None:
    with ThreadPoolExecutor(100) as crowd:
        answers = list(crowd.map(lambda number: cache.add(f"key-{number}", 1, 60), range(2_000)))
    assert all(answers)
    with Redis.from_url(redis.url) as asking:
        assert len(asking.client_list()) <= settings.CACHES["default"]["OPTIONS"]["max_connections"] + 1
