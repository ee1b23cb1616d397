"""What the owner's dashboard costs a business that is seldom empty: every booking and order in the days shown."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from tests.bench.database import bench_database
from tests.bench.rows import Row, percentile

if TYPE_CHECKING:
    from collections.abc import Callable

    from businesses.models import Resource
    from tenants.models import Business

ROWS = 100_000
TABLES = 30
TIMES = 40
TODAY = datetime(2026, 3, 10, 12, tzinfo=ZoneInfo("Europe/Rome"))

# Eight hours a day over the 180 days of the longest choice and the one before, on quarters of an hour.
BOOKINGS = """
INSERT INTO businesses_booking (reference, service_id, resource_id, customer_id, party_size, during, buffer_minutes,
    status, expires_at, cancel_cutoff_minutes, source, note, address, late_minutes, version, hold_fingerprint,
    manage_nonce, created_at)
SELECT 'D' || lpad(to_hex(n), 6, '0'), %(service)s, (%(resources)s)[1 + n %% %(tables)s], %(customer)s, 1 + n %% 6,
    tstzrange(at, at + interval '105 minutes'), 0,
    (ARRAY['completed', 'completed', 'completed', 'completed', 'no_show', 'cancelled'])[1 + n %% 6],
    NULL, 120, (ARRAY['chat', 'form', 'staff'])[1 + n %% 3], '', '', 0, 1, '', '', at
FROM (SELECT n, %(today)s - (n %% 180) * interval '1 day' + (n / 180 %% 32) * interval '15 minutes' AS at
      FROM generate_series(0, %(rows)s - 1) AS n) AS places
"""
ORDERS = """
INSERT INTO businesses_order (reference, customer_id, way, status, address, note, currency, subtotal, fee, tax, total,
    pieces, ready_at, minutes_on_the_way, placed_at, created_at, accept_by, source, version,
    order_fingerprint, manage_nonce)
SELECT 'D' || lpad(to_hex(n), 6, '0'), %(customer)s, 'pickup', 'completed', '', '', 'EUR', 19, 0, 0, 19, 2, at, 0,
    at, at, at, 'chat', 1, '', ''
FROM (SELECT n, %(today)s - (n %% 180) * interval '1 day' + (n / 180 %% 480) * interval '1 minute' AS at
      FROM generate_series(0, %(rows)s - 1) AS n) AS places
"""
LINES = """
INSERT INTO businesses_orderline (order_id, position, name, quantity, choices, note, unit_price, total)
SELECT id, position, 'Dish ' || (id + position * 7) %% 60, 1, '[]', '', 9.5, 9.5
FROM businesses_order, generate_series(1, 2) AS position
"""
# Half as many people write as book; one in twenty is handed over, and answered five minutes later.
CONVERSATIONS = """
INSERT INTO conversations_conversation (id, flow, channel, locale, status, stage, agent, pinned_agent, epoch,
    memory_since, visitor_key, contact, summary, handoff_reason, last_sequence, last_asked, answered_through,
    seen_by_customer, seen_by_staff, turn_attempts, created_at, last_message_at)
SELECT gen_random_uuid(), 'dedicated', 'widget', 'en', 'ended', 'COMPLETION', 'concierge', '', 0, 0, '', '{}',
    '', '', n, 1, 1, 1, 1, 0, at, at
FROM (SELECT n, %(today)s - (n %% 180) * interval '1 day' + (n / 180 %% 480) * interval '1 minute' AS at
      FROM generate_series(0, %(rows)s / 2 - 1) AS n) AS places
"""
TURNS = """
INSERT INTO conversations_turn (id, conversation_id, first_sequence, through_sequence, epoch, stage, intent, confidence,
    slots, needs, agent, is_handoff, signals, error, correlation_id, milliseconds, created_at)
SELECT gen_random_uuid(), id, position, position, 0, 'COMPLETION', '', 1, '{}', '[]', 'care',
    position = 2 AND last_sequence %% 20 = 0, '{}', '', '', 5, created_at
FROM conversations_conversation, generate_series(1, 2) AS position
"""
MESSAGES = """
INSERT INTO conversations_message (id, conversation_id, sequence, role, agent, author, text, quick_replies, cards,
    citations, epoch, created_at)
SELECT gen_random_uuid(), conversation_id, 3, 'staff', '', '', 'Hello', '[]', '[]', '[]', 0,
    created_at + interval '5 minutes'
FROM conversations_turn WHERE is_handoff
"""


def measure_dashboard() -> list[Row]:
    with bench_database():
        from tenants.context import enter
        from tests.businesses import rows
        from tests.factories import new_business

        business = new_business("bench")
        with enter(business.schema_name):
            rows.clear_rows()
            rows.open_daily((12, 15), (18, 23))
            _fill([rows.add_table(f"T{number}") for number in range(TABLES)])
        _count_rows()
        with enter(business.schema_name):
            return [row for days in (28, 90) for row in (_reckoned(days), _shown(business, days))]


def _count_rows() -> None:
    """What the server does by itself where it is not one for tests; it takes the owner of the tables."""
    from django.db import connection

    from tests.owner import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill(tables: list[Resource]) -> None:
    from django.db import connection

    from businesses.models import Customer
    from tests.businesses import rows

    service = rows.add_service(*tables, needs_party=True)
    values: dict[str, Any] = {
        "service": service.pk,
        "resources": list(service.resources.values_list("pk", flat=True)),
        "tables": TABLES,
        "customer": Customer.objects.create(name="Anna Rossi").pk,
        "today": TODAY,
        "rows": ROWS,
    }
    with connection.cursor() as cursor:
        for statement in (BOOKINGS, ORDERS, LINES, CONVERSATIONS, TURNS, MESSAGES):
            cursor.execute(statement, values)


def _reckoned(days: int) -> Row:
    """The figures alone, without drawing."""
    from businesses.dashboard.periods import own_periods
    from businesses.dashboard.queries import dashboard_of

    periods = own_periods(_first(days), TODAY.date())
    return _measured(f"dashboard of {days} days", lambda: dashboard_of(*periods))


def _shown(business: Business, days: int) -> Row:
    """The whole page, as its owner asks for it."""
    from tenants.context import public
    from tests.businesses.hosts import browser_of
    from tests.factories import PASSWORD, new_user

    email, client = f"owner-of-{days}-days@example.com", browser_of(business)
    with public():
        new_user(email, business=business, role="owner")
    client.post("/login/", {"username": email, "password": PASSWORD})
    address = f"/staff/figures/?period=own&first={_first(days)}&last={TODAY.date()}"
    assert client.get(address).status_code == 200, "signed in"
    return _measured(f"page of {days} days", lambda: client.get(address))


def _first(days: int) -> date:
    return (TODAY - timedelta(days=days - 1)).date()


def _measured(name: str, call: Callable[[], object]) -> Row:
    """p95 over all times."""
    call()
    wall = []
    for _ in range(TIMES):
        began = time.perf_counter()
        call()
        wall.append((time.perf_counter() - began) * 1000)
    how = f"p95 of {TIMES}, p50 {percentile(wall, 0.5):.0f}; {ROWS:,} bookings and orders, half as many conversations"
    return Row(name, percentile(wall, 0.95), "ms", how, aim="300")
