"""What counting costs: a month with a million records of a business, noted, summed by the hour, and shown."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tests.bench.database import bench_database
from tests.bench.rows import Row, percentile

RECORDS = 1_000_000
BITE = 5_000
TIMES = 40
BEGAN = datetime(2027, 1, 1, tzinfo=UTC)
MONTH = timedelta(days=31)


def measure_billing() -> list[Row]:
    with bench_database():
        from billing.models import Subscription
        from billing.operations.subscribing import begin_subscription
        from billing.operations.usage import sum_hours
        from billing.queries.overview import advice_for, period_at, uses_of
        from tenants.models import Business

        business = Business.objects.create(
            slug="bench", name="Bench", country="DE", timezone="Europe/Berlin", currency="EUR", category="food"
        )
        begin_subscription(business=business, now=BEGAN)
        noting = note_all(business.schema_name)
        began = time.perf_counter()
        summed = sum_hours()
        summing = time.perf_counter() - began
        subscription, now = Subscription.objects.get(schema=business.schema_name), BEGAN + timedelta(days=13)
        shown = []
        for _ in range(TIMES):
            began = time.perf_counter()
            advice_for(subscription, uses_of(period_at(subscription.schema, now), now=now))
            shown.append(1000 * (time.perf_counter() - began))
        return [
            Row(
                "usage: a record noted", 1e6 * noting / RECORDS, "µs", f"{BITE} at once, outside of any turn", "< 1000"
            ),
            Row("usage: a million records summed", summing, "s", f"{summed} records, one business, a month", "< 60"),
            Row("usage: shown, p95", percentile(shown, 0.95), "ms", "six meters with forecast and advice", "< 300"),
        ]


def note_all(schema: str) -> float:
    """Seconds it took."""
    from billing.meters import Meter
    from billing.operations.usage import Used, note_usage

    meters, step, taken = list(Meter), MONTH / RECORDS, 0.0
    for first in range(0, RECORDS, BITE):
        used = [
            Used(meters[n % len(meters)], Decimal(1), BEGAN + n * step, f"bench:{n}", f"bench:{n}")
            for n in range(first, first + BITE)
        ]
        began = time.perf_counter()
        note_usage(schema=schema, used=used, now=BEGAN + MONTH)
        taken += time.perf_counter() - began
    return taken
