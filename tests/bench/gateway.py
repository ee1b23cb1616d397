"""What the gateway to language models adds to LiteLLM's own call: budget, look-up and ledger."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.bench.database import bench_database
from tests.bench.rows import Row, median, percentile

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS = 200


def measure_gateway() -> list[Row]:
    with bench_database():
        from decimal import Decimal

        from django.conf import settings

        from agents.llm.gateway import complete
        from agents.llm.network.asking import body_of
        from agents.llm.network.litellm import completion
        from agents.llm.platform import PlatformModels
        from agents.llm.rungs import platform_ladder
        from tenants.context import enter
        from tests.agents.llm.asking import request
        from tests.agents.llm.far_end import KEY, FarEnd
        from tests.factories import new_business

        far_end = FarEnd()
        price = (Decimal(1), Decimal(2))
        settings.LANGUAGE_MODELS = PlatformModels(
            far_end.address, KEY, "small-one", "", price, None, {}, frozenset(), Decimal(1_000_000)
        )
        small = platform_ladder().small
        if small is None:
            raise AssertionError("no model")
        given = request(purpose="reading", rung="small", seconds=30)
        body = body_of(given, given.messages, most_tokens=500, is_streamed=False)
        with enter(new_business("bench").schema_name):
            complete(given)
            alone = timed(lambda: completion(small, seconds=5, body=body))
            through = timed(lambda: complete(given))
        far_end.close()
    added = median(through) - median(alone)
    how = (
        f"median of {CALLS}: {median(through):.1f} against {median(alone):.1f} ms, p95 {percentile(through, 0.95):.1f}"
    )
    return [Row("a model call, beyond LiteLLM's own", added, "ms", how, aim="≤ 1")]


def timed(work: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(CALLS):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return found
