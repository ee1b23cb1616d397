"""One turn without a model, in the process: time and queries over a whole booking."""

from __future__ import annotations

import time
import uuid

from tests.bench.database import bench_database
from tests.bench.rows import Row, median, percentile

CONVERSATIONS = 60
# As a person books; the last line only where the desk asks whether to go on.
WALK = (
    "hello",
    "a table for 2 on friday at 8pm",
    "Anna Weber",
    "+39 06 5811 2034",
    "what are your opening hours?",
    "no, cancel that",
)


def measure_turn() -> list[Row]:
    with bench_database():
        from businesses.demo.seeding import seed_demo
        from conversations.engine.warming import warm_up
        from tenants.context import enter

        business = seed_demo("marios", allowed_origins=[])
        warm_up()
        with enter(business.schema_name):
            for _ in range(5):
                _walk()
            took, queries = _measured()
    return [
        Row("turn without a model, p50", median(took), "ms", f"{len(took)} turns of {CONVERSATIONS} conversations"),
        Row("turn without a model, p95", percentile(took, 0.95), "ms", f"slowest {max(took):.1f} ms", aim="150"),
        Row("queries a turn", median(queries), "", f"at most {max(queries)}"),
    ]


def _measured() -> tuple[list[float], list[int]]:
    took: list[float] = []
    queries: list[int] = []
    for _ in range(CONVERSATIONS):
        for milliseconds, count in _walk():
            took.append(milliseconds)
            queries.append(count)
    return took, queries


def _walk() -> list[tuple[float, int]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from conversations.operations.receiving import receive_message
    from conversations.operations.starting import start_conversation
    from tenants.actors import Actor

    by = Actor("customer", uuid.uuid4().hex)
    conversation = start_conversation(by=by, channel="api").conversation
    turns = []
    for text in WALK:
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            receive_message(conversation_id=conversation.pk, text=text, by=by)
            turns.append(((time.perf_counter() - began) * 1000, len(captured)))
    return turns
