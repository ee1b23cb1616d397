"""Mark 7: what understanding costs: a message alone, messages in batches, memory added, and the first use.

Everything is counted: language, intents, slots, times and safety. Messages are all different, so no cache answers. Wall
time on this machine, whatever else it is doing.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from agents.understanding.engine import understand, understand_all
from agents.understanding.evaluation.figure import Figure
from agents.understanding.types import Context

if TYPE_CHECKING:
    from pathlib import Path

SINGLE, BATCHED, BATCH = 400, 960, 32
P95_MS, PER_SECOND, MEGABYTES, FIRST_S = 15.0, 300.0, 250.0, 1.0
CONTEXT = Context(now=datetime(2026, 11, 21, 10, tzinfo=UTC), timezone=ZoneInfo("UTC"))
_FIRST = """
import json, resource, sys, time
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.perf_counter()
from agents.understanding import understand
from agents.understanding.evaluation.speed import CONTEXT
understand("a table for two tomorrow at eight", CONTEXT)
first = time.perf_counter() - started
for number in range(200):
    understand(f"a table for {number} on the {number % 28 + 1}th, please, number {number}", CONTEXT)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([first, (after - before) / 1024]))
"""


def evaluate(data: Path) -> list[Figure]:
    """Latency and throughput over the messages of RESTAURANTS-8K; memory and first use in a fresh process."""
    texts = _messages(data / "restaurants8k")
    first, megabytes = _fresh_process()
    return [
        _single(texts[:SINGLE]),
        _batched(texts[SINGLE:]),
        Figure(
            "understanding: memory added, MB",
            round(megabytes),
            MEGABYTES,
            "a fresh process, 200 messages",
            at_most=True,
        ),
        Figure(
            "understanding: first use, s", round(first, 2), FIRST_S, "a fresh process, imports included", at_most=True
        ),
    ]


def _messages(folder: Path) -> list[str]:
    """Different messages, as many as are measured."""
    texts: dict[str, None] = {}
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts.update((json.loads(line)["text"], None) for line in lines)
    return list(islice(texts, SINGLE + BATCHED))


def _single(texts: list[str]) -> Figure:
    understand("warm", CONTEXT)
    taken = []
    for text in texts:
        started = time.perf_counter()
        understand(text, CONTEXT)
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    how = f"{len(texts)} different messages one by one, p50 {p50:.1f} ms"
    return Figure("understanding: one message, p95 ms", round(p95, 1), P95_MS, how, at_most=True)


def _batched(texts: list[str]) -> Figure:
    started = time.perf_counter()
    for start in range(0, len(texts), BATCH):
        understand_all(texts[start : start + BATCH], CONTEXT)
    rate = len(texts) / (time.perf_counter() - started)
    return Figure("understanding: messages/s batched", round(rate), PER_SECOND, f"{len(texts)} in batches of {BATCH}")


def _fresh_process() -> tuple[float, float]:
    """(seconds to the first answer, megabytes added) of a process that has loaded nothing before."""
    done = subprocess.run([sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True)  # noqa: S603
    first, megabytes = json.loads(done.stdout)
    return float(first), float(megabytes)
