"""`make bench`: measures this machine's figures, prints one table and writes var/bench.json."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from tests.bench.rows import Row, table, write

PARTS = ("start", "tenancy", "booking", "exchange", "turn", "load", "neighbours", "gateway", "dashboard", "billing")
ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    parser.add_argument("--seconds", type=int, default=60, help="how long each load runs")
    arguments = parser.parse_args()
    rows: list[Row] = []
    for name in (arguments.only,) if arguments.only else PARTS:
        sys.stderr.write(f"… {name}\n")
        rows += measure(name, seconds=arguments.seconds)
    sys.stdout.write(table(rows) + "\n")
    write(rows, ROOT / "var" / "bench.json")


def measure(name: str, *, seconds: int) -> list[Row]:
    if name == "start":
        from tests.bench.start import measure_start

        return measure_start()
    if name == "tenancy":
        from tests.bench.tenancy import measure_tenancy

        return measure_tenancy()
    if name == "booking":
        from tests.bench.booking import measure_booking

        return measure_booking()
    if name == "exchange":
        from tests.bench.exchange import measure_exchange

        return measure_exchange()
    if name == "turn":
        from tests.bench.turn import measure_turn

        return measure_turn()
    if name == "gateway":
        from tests.bench.gateway import measure_gateway

        return measure_gateway()
    if name == "dashboard":
        from tests.bench.dashboard import measure_dashboard

        return measure_dashboard()
    if name == "billing":
        from tests.bench.billing import measure_billing

        return measure_billing()
    if name == "neighbours":
        from tests.bench.neighbours import measure_neighbours

        return measure_neighbours()
    from tests.bench.load import measure_load

    return measure_load(seconds=seconds)


if __name__ == "__main__":
    main()
