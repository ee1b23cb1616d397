"""What keeping businesses apart costs: a new one, a migration that has nothing to do, a request, a hop of a socket."""

from __future__ import annotations

import asyncio
import io
import time
from typing import TYPE_CHECKING

from tests.bench.database import bench_database
from tests.bench.rows import Row, median, percentile, spread

if TYPE_CHECKING:
    from collections.abc import Callable

BUSINESSES = 200
REQUESTS = 500


def measure_tenancy() -> list[Row]:
    with bench_database():
        return [*_provisioning(), *_requests(), *_hops()]


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _provisioning() -> list[Row]:
    from django.core.management import call_command

    from tests.factories import new_business

    seconds = [timed(lambda n=n: new_business(f"bench{n}")) for n in range(BUSINESSES)]  # type: ignore[misc]
    nothing = timed(lambda: call_command("migrate_tenants", stdout=io.StringIO()))
    return [
        Row("create a business", median(seconds), "s", spread(seconds), aim="0.3", reference="1.17 s by migrations"),
        Row(
            "migrate 200 businesses, nothing to do", nothing, "s", "manage.py migrate_tenants, in process",
            reference="0.8 s each reported for 900 tenants",
        ),
    ]  # fmt: skip


def _requests() -> list[Row]:
    """The middleware alone, around a view that does one query, on the platform's host and on a business's."""
    from django.db import connection
    from django.http import HttpRequest, HttpResponse
    from django.test import RequestFactory

    from tenants.middleware import TenantMiddleware

    def view(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return HttpResponse()

    middleware = TenantMiddleware(view)

    def visit(host: str) -> float:
        request = RequestFactory().get("/", headers={"host": host})
        return timed(lambda: middleware(request)) * 1000

    for host in ("localhost", "bench7.localhost"):
        visit(host)
    platform = [visit("localhost") for _ in range(REQUESTS)]
    business = [visit("bench7.localhost") for _ in range(REQUESTS)]
    return [
        Row(
            "tenancy per request", median(business) - median(platform), "ms",
            f"one query on a business's host {median(business):.3f} ms, on the platform's {median(platform):.3f} ms",
        )
    ]  # fmt: skip


def _hops() -> list[Row]:
    from tenants.context import current_business, run_in_tenant
    from tenants.models import Business

    schemas = list(Business.objects.values_list("schema_name", flat=True)[:7])

    async def hops() -> list[float]:
        took = []
        for n in range(REQUESTS):
            began = time.perf_counter()
            await run_in_tenant(schemas[n % 7], current_business)
            took.append((time.perf_counter() - began) * 1000)
        return took

    took = asyncio.run(hops())[50:]
    return [Row("run_in_tenant with one query", median(took), "ms", f"p95 {percentile(took, 0.95):.3f} ms")]
