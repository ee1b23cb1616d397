"""What finding and taking a time costs, and what a hundred people who want the same one are told."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

from tests.bench.database import bench_database
from tests.bench.rows import Row, median, percentile

if TYPE_CHECKING:
    from collections.abc import Callable

    from businesses.models import Service
    from tenants.models import Business

TABLES = 20
TIMES = 60
ROUNDS = 20


def measure_booking() -> list[Row]:
    with bench_database():
        from tenants.context import enter
        from tests.businesses import rows
        from tests.factories import new_business

        business = new_business("bench")
        with enter(business.schema_name):
            rows.clear_rows()
            rows.open_daily((12, 15), (18, 23))
            rows.set_policy(slot_step_minutes=15)
            tables = [rows.add_table(f"T{number}", 2 + 2 * (number % 4)) for number in range(TABLES)]
            service = rows.add_service(*tables, needs_party=True)
            found = [*_reading(service), *_taking(service)]
            return [*found, _last_place(business, service)]


def measured(name: str, work: Callable[[], object], *, times: int = TIMES, aim: str = "") -> Row:
    """CPU of this process, which other processes disturb least, with wall time and queries beside it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        work()
    cpu, wall = [], []
    for _ in range(times):
        began, spent = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    how = f"CPU; wall p50 {median(wall):.1f}, p95 {percentile(wall, 0.95):.1f} ms; {len(queries)} queries"
    return Row(name, median(cpu), "ms", how, aim=aim)


def _reading(service: Service) -> list[Row]:
    from businesses.queries import find_slots
    from tests.businesses.rows import DAY, NOW, hold

    for number in range(TABLES // 2):
        day = DAY + timedelta(days=1 + number % 5)
        hold(find_slots(service=service, party_size=2, day=day, now=NOW)[number])
    tomorrow = DAY + timedelta(days=1)

    def find(days: int) -> Callable[[], object]:
        return lambda: find_slots(service=service, party_size=2, day=tomorrow, days=days, now=NOW)

    return [
        measured(f"a day's times of {TABLES} tables", find(1), aim="10"),
        measured(f"two weeks' times of {TABLES} tables", find(14)),
    ]


def _taking(service: Service) -> list[Row]:
    from businesses.models import Booking
    from businesses.operations import confirm_booking
    from businesses.queries import find_slots
    from tests.businesses.rows import ANNA, DAY, NOW, VISITOR, hold

    people = (replace(ANNA, phone=f"+39061234{number:03}", email=f"p{number}@example.com") for number in count())
    slots = iter(find_slots(service=service, party_size=2, day=DAY + timedelta(days=10), days=10, now=NOW))
    held: list[Booking] = []
    taking = measured("hold a time", lambda: held.append(hold(next(slots), customer=next(people))))
    waiting = iter(held)
    confirming = measured(
        "confirm it", lambda: confirm_booking(reference=next(waiting).reference, by=VISITOR, now=NOW), times=TIMES - 1
    )
    return [taking, confirming]


def _last_place(business: Business, service: Service) -> Row:
    """The rounds in which exactly one of a hundred got the last table and all others three times to choose from."""
    from businesses.errors import SlotTaken
    from businesses.queries import find_slots
    from tests.businesses import rows
    from tests.businesses.crowd import at_once, hold_as, split

    service.resources.set([rows.add_table("The last", 4)])
    right = 0
    for number in range(ROUNDS):
        day = rows.DAY + timedelta(days=20 + number)
        token = find_slots(service=service, party_size=2, day=day, now=rows.NOW)[10].token
        held, refused = split(at_once(business.schema_name, lambda each, token=token: hold_as(each, token)))  # type: ignore[misc]
        truthful = [each for each in refused if isinstance(each, SlotTaken) and len(each.alternatives) == 3]
        right += (len(held), len(truthful)) == (1, 99)
    return Row("rounds with one winner of 100", right, "of 20", "20 connections at a time", aim="20")
