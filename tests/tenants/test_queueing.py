"""One business never keeps all threads: however much it asks for, another's unit of work begins at once."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tenants.context import PUBLIC, run_in_tenant
from tenants.queueing import queues

if TYPE_CHECKING:
    from tenants.models import Business

SHARE = settings.TENANT_THREADS // 2


class Crowd:
    """Units of work that stay until they are let go."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.entered = threading.Semaphore(0)
        self.inside = 0
        self.lock = threading.Lock()

    def stay(self) -> None:
        with self.lock:
            self.inside += 1
        self.entered.release()
        self.gate.wait(20)

    async def filled(self, count: int) -> None:
        for _ in range(count):
            assert await asyncio.to_thread(self.entered.acquire, timeout=20)


@pytest.mark.parametrize("asked", [SHARE, SHARE + 1, 2 * SHARE, 10 * SHARE, 40 * SHARE])
async def test_another_business_is_served_while_one_asks_for_all(
    live_marios: Business, live_bella: Business, asked: int
) -> None:
    crowd = Crowd()
    flood = [asyncio.create_task(run_in_tenant(live_marios.schema_name, crowd.stay)) for _ in range(asked)]
    await crowd.filled(SHARE)
    assert await asyncio.wait_for(run_in_tenant(live_bella.schema_name, lambda: "served"), 5) == "served"
    assert await asyncio.wait_for(run_in_tenant(PUBLIC, lambda: "served"), 5) == "served"
    assert crowd.inside == SHARE
    crowd.gate.set()
    await asyncio.gather(*flood)
    await asyncio.sleep(0)
    assert crowd.inside == asked


async def test_who_gives_up_waiting_leaves_the_place_to_others(live_marios: Business) -> None:
    crowd = Crowd()
    flood = [asyncio.create_task(run_in_tenant(live_marios.schema_name, crowd.stay)) for _ in range(SHARE * 3)]
    await crowd.filled(SHARE)
    for task in flood[SHARE:]:
        task.cancel()
    await asyncio.gather(*flood[SHARE:], return_exceptions=True)
    crowd.gate.set()
    await asyncio.gather(*flood[:SHARE])
    assert crowd.inside == SHARE
    assert await run_in_tenant(live_marios.schema_name, lambda: "served") == "served"


async def test_a_thread_counts_until_it_is_free_though_nobody_waits(live_marios: Business) -> None:
    crowd = Crowd()
    flood = [asyncio.create_task(run_in_tenant(live_marios.schema_name, crowd.stay)) for _ in range(SHARE)]
    await crowd.filled(SHARE)
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(run_in_tenant(live_marios.schema_name, lambda: "served"), 0.2)
    crowd.gate.set()
    assert await asyncio.wait_for(run_in_tenant(live_marios.schema_name, lambda: "served"), 5) == "served"


async def test_failures_give_their_places_back(live_marios: Business) -> None:
    def fail() -> None:
        raise ValueError("no")

    units = (run_in_tenant(live_marios.schema_name, fail) for _ in range(SHARE * 5))
    answers = await asyncio.gather(*units, return_exceptions=True)
    assert [type(answer) for answer in answers] == [ValueError] * (SHARE * 5)
    assert await run_in_tenant(live_marios.schema_name, lambda: "served") == "served"


async def test_a_business_that_is_done_is_forgotten(live_marios: Business) -> None:
    await run_in_tenant(live_marios.schema_name, lambda: None)
    shares = queues(asyncio.get_running_loop()).shares
    for _ in range(100):
        if not shares:
            break
        await asyncio.sleep(0.01)
    assert shares == {}
