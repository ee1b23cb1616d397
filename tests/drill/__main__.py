"""`make drill`: customers book in chats while every process is killed again and again; then the rows are counted.

A product of its own, stopped afterwards. Fails where a customer was told of a booking that is not there or was not told
of one that is, where anything exists twice, or where a booking has not one confirmation and one workflow.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import threading
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from embedded import processes
from tests.drill.killing import Killer
from tests.product import product_in
from tests.resilience import aftermath
from tests.resilience.customers import Booked, Customer

if TYPE_CHECKING:
    from tests.product import RunningProduct

PRODUCT = tuple(spec.name for spec in processes.application(host="", port=0))
SERVERS = ("postgres", "redis", "temporal")
WISHES = {
    "marios": ("Table", "a table for 2"),
    "bella": ("Haircut", "I'd like a haircut"),
    "smile": ("Dental check-up", "I need a dental check-up"),
}


class Customers:
    """So many at once, each with a booking to make, until the time is up; who has begun is served to the end."""

    def __init__(self, product: RunningProduct, *, seconds: float) -> None:
        self.product, self.until = product, time.monotonic() + seconds
        self.told: dict[str, list[Booked]] = defaultdict(list)
        self.broken: list[str] = []
        self.numbers, self.lock = itertools.count(), threading.Lock()
        self.services = {slug: _service_id(product, slug, name) for slug, (name, _wish) in WISHES.items()}

    def come(self, _seat: int) -> None:
        while time.monotonic() < self.until:
            with self.lock:
                number = next(self.numbers)
            slug = tuple(WISHES)[number % len(WISHES)]
            try:
                booked = self.book(slug, number)
            except AssertionError as error:
                self.broken.append(f"{slug} {error}")
            else:
                self.told[slug].append(booked)

    def book(self, slug: str, number: int) -> Booked:
        day = f"{datetime.now(UTC) + timedelta(days=2 + number % 50):%Y-%m-%d}"
        with Customer(self.product, slug, number) as customer:
            return customer.book_in_chat(service=self.services[slug], wish=WISHES[slug][1], day=day)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make drill")
    parser.add_argument("--minutes", type=float, default=5, help="how long processes are killed, at most")
    parser.add_argument("--kills", type=int, default=200, help="of each process, at most")
    parser.add_argument("--customers", type=int, default=8, help="at once")
    parser.add_argument("--only", default="", help="names of processes, with commas; by default the product's own")
    parser.add_argument("--servers", action="store_true", help="kill PostgreSQL, Redis and Temporal, too")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    victims = [name for name in asked.only.split(",") if name] or [*PRODUCT, *(SERVERS if asked.servers else ())]
    with tempfile.TemporaryDirectory() as folder, product_in(Path(folder) / "var", NUM_PROXIES="1") as product:
        customers = Customers(product, seconds=asked.minutes * 60)
        killers = [
            Killer(product, victim, times=asked.kills, seconds=asked.minutes * 60, seed=asked.seed)
            for victim in victims
        ]
        with ThreadPoolExecutor(asked.customers) as people:
            list(people.map(customers.come, range(asked.customers)))
        for killer in killers:
            killer.thread.join()
            sys.stdout.write(f"{killer}\n")
        ended_at = time.monotonic()
        counts = [(slug, aftermath.count(product, slug, customers.told[slug])) for slug in WISHES]
        sys.stdout.write(f"All was settled {time.monotonic() - ended_at:.0f} s after the last kill and booking.\n")
    for slug, found in counts:
        sys.stdout.write("".join(f"{slug:<8} {each}\n" for each in found))
    for fault in customers.broken:
        sys.stdout.write(f"not served: {fault[:400]}\n")
    is_idle = not all(killer.killed.total() for killer in killers) or not all(customers.told[slug] for slug in WISHES)
    if is_idle:
        sys.stdout.write("Nothing was proved: some process was never killed, or nobody booked.\n")
    return 1 if is_idle or customers.broken or any(each.faults for _slug, found in counts for each in found) else 0


def _service_id(product: RunningProduct, slug: str, name: str) -> str:
    schema = product.schema(slug)
    [(service,)] = product.rows(f"SELECT id FROM {schema}.businesses_service WHERE name = %s", name)
    return str(service)


if __name__ == "__main__":
    sys.exit(main())
