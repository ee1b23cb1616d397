"""What a message costs: alone, in batches, in memory, and the first time. Run alone on a quiet machine."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

from agents.understanding.engine import understand, understand_all
from agents.understanding.types import Context
from evaluation.figure import Figure
from training.rows import rows

if TYPE_CHECKING:
    from pathlib import Path

ZONE = ZoneInfo("Europe/Berlin")
CONTEXT = Context(now=datetime(2026, 5, 4, 12, tzinfo=ZONE), timezone=ZONE, category="food")
MESSAGES = 300
FIRST_USE = """
import sys, time
from datetime import datetime
from zoneinfo import ZoneInfo
from agents.understanding.types import Context
zone = ZoneInfo("Europe/Berlin")
context = Context(now=datetime(2026, 5, 4, 12, tzinfo=zone), timezone=zone, category="food")
def megabytes(field):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(field)) / 1024
before = megabytes("VmRSS")
started = time.perf_counter()
from agents.understanding.engine import understand, understand_all
understand("a table for two tomorrow at eight please", context)
took = time.perf_counter() - started
for number in range(50):
    understand(f"we are {number} and need parking, is friday at {number % 12} free?", context)
used = megabytes("VmHWM") - before
sys.stdout.write(f"{took} {used}")
"""


def evaluate(data_dir: Path) -> list[Figure]:
    texts = list(dict.fromkeys(str(row["text"]) for row in rows(data_dir, "restaurants8k/train")))
    understand("warm up", CONTEXT)
    alone = [_timed(text) for text in texts[:MESSAGES]]
    fresh = texts[MESSAGES : 2 * MESSAGES]
    started = time.perf_counter()
    understand_all(fresh, CONTEXT)
    rate = len(fresh) / (time.perf_counter() - started)
    first, memory = _first_use()
    return [
        Figure(
            "speed: one message p95, ms", 1000 * float(np.quantile(alone, 0.95)), 15.0, "all-in, uncached", at_most=True
        ),
        Figure("speed: messages a second, batched", rate, 300.0, "300 messages at once"),
        Figure("speed: memory added, MB", memory, 250.0, "peak of a fresh process after 51 messages", at_most=True),
        Figure("speed: first use, s", first, 1.0, "imports and loading included, in a fresh process", at_most=True),
    ]


def _timed(text: str) -> float:
    started = time.perf_counter()
    understand(text, CONTEXT)
    return time.perf_counter() - started


def _first_use() -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", FIRST_USE], check=True, capture_output=True, text=True)  # noqa: S603
    took, used = done.stdout.split()
    return float(took), float(used)
