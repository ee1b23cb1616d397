"""The door: whoever comes through it works in the schema it named, however many come at once."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tenants.connection import connection
from tenants.context import current_business, current_schema, enter, run_in_tenant
from tenants.errors import NoTenant
from tests.tenants.canaries import canary_here, plant_canaries

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business

JOBS = 2_000
BUSINESSES = 7


@pytest.fixture
def seven(committed: Callable[..., Business]) -> list[Business]:
    businesses = [committed(f"shop{n}") for n in range(BUSINESSES)]
    plant_canaries(businesses)
    return businesses


async def test_two_thousand_interleaved_jobs_each_read_their_own_business(seven: list[Business]) -> None:
    async def job(number: int) -> bool:
        business = seven[number % BUSINESSES]
        return await run_in_tenant(business.schema_name, canary_here) == business.slug

    answers = await asyncio.gather(*(job(number) for number in range(JOBS)))
    assert answers.count(True) == JOBS


async def test_without_the_door_the_same_jobs_read_each_others_rows(seven: list[Business]) -> None:
    """The test of the test: a schema set once and used in a later hop, as a naive consumer would."""
    one_thread = ThreadPoolExecutor(max_workers=1)
    loop = asyncio.get_running_loop()

    async def job(number: int) -> bool:
        business = seven[number % BUSINESSES]
        await loop.run_in_executor(one_thread, connection_switch, business.schema_name)
        return await loop.run_in_executor(one_thread, canary_here) == business.slug

    def connection_switch(schema: str) -> None:
        connection.set_schema(schema)

    try:
        answers = await asyncio.gather(*(job(number) for number in range(JOBS)))
    finally:
        one_thread.submit(lambda: connection.close()).result()  # noqa: PLW0108  # the thread's own connection
        one_thread.shutdown()
    assert answers.count(False) > 0


async def test_an_error_inside_leaves_the_thread_outside(seven: list[Business]) -> None:
    def fail() -> None:
        current_schema()
        raise ValueError("inside")

    for _ in range(20):
        with pytest.raises(ValueError, match="inside"):
            await run_in_tenant(seven[0].schema_name, fail)
    with pytest.raises(NoTenant):
        await run_in_tenant("public", current_schema)


async def test_slow_units_do_not_hold_up_other_businesses(seven: list[Business]) -> None:
    order: list[str] = []

    async def job(name: str, seconds: float) -> None:
        await run_in_tenant(seven[0].schema_name, time.sleep, seconds)
        order.append(name)

    await asyncio.gather(job("slow", 0.5), job("quick", 0.0))
    assert order == ["quick", "slow"]


def test_entering_nests_and_returns(marios: Business, bella: Business) -> None:
    with enter(marios.schema_name):
        with enter(bella.schema_name):
            assert current_business() == bella
        assert current_business() == marios
    with pytest.raises(NoTenant):
        current_schema()


def test_a_unit_that_strays_into_another_schema_is_refused(marios: Business, bella: Business) -> None:
    from tenants.errors import SchemaMismatch

    with pytest.raises(SchemaMismatch), enter(marios.schema_name):
        connection.set_schema(bella.schema_name)
