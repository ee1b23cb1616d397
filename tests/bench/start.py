"""What is paid before anything is served: imports, and the loader on a customer's page."""

from __future__ import annotations

import gzip
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.rows import Row, median, spread

ROOT = Path(__file__).resolve().parents[2]
TIMES = 5


def measure_start() -> list[Row]:
    seconds = [_check() for _ in range(TIMES)]
    loader = (ROOT / "static" / "widget" / "loader.js").read_bytes()
    return [
        Row("manage.py check", median(seconds), "s", spread(seconds), aim="2"),
        Row("widget loader, gzipped", len(gzip.compress(loader, 9)) / 1000, "kB", "static/widget/loader.js", aim="10"),
    ]


def _check() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began
