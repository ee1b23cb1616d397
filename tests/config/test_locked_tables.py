"""Somebody keeps a lock in one business: its people hear when to come back, and nobody else notices."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from psycopg import sql
from rest_framework.test import APIClient

from config.stores import DATABASE_PATIENCE
from tenants.connection import unhurried
from tenants.errors import BusinessBusy
from tenants.models import Role
from tenants.shares import Shares
from tests.factories import PASSWORD, new_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rest_framework.response import Response

    from tenants.models import Business

CREATE = "/api/v1/conversations/create"
TABLES = ["conversations_conversation", "conversations_message", "businesses_service", "businesses_bookingpolicy"]
CROWD = 30
LOCK_SECONDS = 3.0


@contextmanager
def locked(business: Business, *tables: str) -> Iterator[None]:
    with psycopg.connect(**connection.get_connection_params()) as holding:
        names = sql.SQL(", ").join(sql.Identifier(business.schema_name, table) for table in tables)
        holding.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(names))
        yield
        holding.rollback()


def begin_conversation(slug: str) -> Response:
    try:
        client = APIClient(headers={"host": f"{slug}.localhost"}, raise_request_exception=False)
        return client.post(CREATE, {"flow": "dedicated"}, format="json")
    finally:
        connections.close_all()


@pytest.mark.parametrize("table", TABLES[:2])
def test_who_waits_for_a_lock_is_told_when_to_come_back(live_marios: Business, table: str) -> None:
    with locked(live_marios, table):
        answer = begin_conversation("marios")
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"].isdigit()
    assert json.loads(answer.content)["type"] == "/problems/unavailable"
    assert begin_conversation("marios").status_code == 201


PAGES = ["book", "menu", "privacy", "b/K7F-2QM", "widget", "admin", "admin/businesses/booking", "staff"]
STAFFS = ["inbox", "kitchen", "waiting", "figures", "customers", "mail"]
API = ["services", "menu", "staff", "hours", "faq", "figures", "conversations/stats", "conversations/health"]
READ = (
    *(f"/{page}/" for page in PAGES),
    *(f"/staff/{page}/" for page in STAFFS),
    *(f"/api/v1/{path}" for path in (*API, "availability?service=1&date=2030-01-01")),
)
WRITTEN = {
    "/api/v1/conversations/create": {"flow": "dedicated"},
    "/api/v1/conversations/chat/dedicated": {"text": "a table for two, please"},
    "/api/v1/orders/quote": {"items": [{"item": 1, "quantity": 1}], "service": "pickup"},
}
NEVER_TOUCHED = {"/api/v1/conversations/health"}
"""Answers without a row of the business."""


def test_whatever_reads_or_writes_says_when_to_come_back(live_marios: Business) -> None:
    """All of a business's tables are locked: each page and endpoint waits no longer than it may, and none breaks."""
    client = Client(headers={"host": "marios.localhost"}, raise_request_exception=False)
    user = new_user("own@example.com", business=live_marios, role=Role.OWNER)
    client.post("/login/", {"username": user.email, "password": PASSWORD})
    with locked(live_marios, *tables_of(live_marios)), waiting_briefly():
        answers = {path: client.get(path) for path in READ}
        for path, body in WRITTEN.items():
            answers[f"POST {path}"] = client.post(path, body, content_type="application/json")
    broken = {path: answer.status_code for path, answer in answers.items() if answer.status_code == 500}
    assert broken == {}
    refused = {path for path, answer in answers.items() if answer.status_code == 503}
    assert all(answers[path]["Retry-After"].isdigit() for path in refused)
    assert {path: answer.status_code for path, answer in answers.items() if path not in refused | NEVER_TOUCHED} == {}


def tables_of(business: Business) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [business.schema_name])
        return [name for (name,) in cursor.fetchall()]


@contextmanager
def waiting_briefly() -> Iterator[None]:
    """What would take seconds a path."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    yield
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # of the psycopg backend: what is in it is impatient now


@pytest.mark.parametrize("path", ["/book/", "/book/?service=1"])
def test_pages_say_it_too(live_marios: Business, path: str) -> None:
    client = Client(headers={"host": "marios.localhost"}, raise_request_exception=False)
    with locked(live_marios, "businesses_service"):
        answer = client.get(path)
    assert (answer.status_code, answer["Retry-After"].isdigit()) == (503, True)
    assert "try again" in answer.content.decode()


def test_a_crowd_at_a_locked_business_leaves_others_their_connections(
    live_marios: Business, live_bella: Business
) -> None:
    with locked(live_marios, "conversations_conversation"), ThreadPoolExecutor(CROWD) as crowd:
        waiting = [crowd.submit(begin_conversation, "marios") for _ in range(CROWD)]
        time.sleep(LOCK_SECONDS / 3)
        began = time.monotonic()
        others = [begin_conversation("bella").status_code for _ in range(5)]
        took = time.monotonic() - began
        answers = {answer.result().status_code for answer in waiting}
    assert others == [201] * 5
    assert took < LOCK_SECONDS, "nobody waited for what another business waits for"
    assert answers == {503}


def test_a_query_that_does_not_end_is_ended(live_marios: Business) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone()[0] == DATABASE_PATIENCE["statement_timeout"]
        cursor.execute("SET statement_timeout = 100")
        with pytest.raises(OperationalError, match="statement timeout"):
            cursor.execute("SELECT pg_sleep(5)")
        cursor.execute("RESET statement_timeout")


@pytest.mark.parametrize("name", DATABASE_PATIENCE)
def test_migrations_may_take_their_time_and_nothing_after_them(live_marios: Business, name: str) -> None:
    usually = shown(name)
    with unhurried():
        assert shown(name) == "0"
        connections.close_all()  # as a migration may
        assert shown(name) == "0"
    assert {shown(name), *ThreadPoolExecutor(5).map(shown_elsewhere, [name] * 20)} == {usually}
    assert usually == DATABASE_PATIENCE[name]


def shown(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting || unit, current_setting(name) FROM pg_settings WHERE name = %s", [name])
        exact, told = cursor.fetchone()
        return "0" if exact == "0ms" else {"1min": "60s"}.get(told, told)


def shown_elsewhere(name: str) -> str:
    try:
        return shown(name)
    finally:
        connections.close_all()


class TestShares:
    def test_one_more_than_its_share_waits_until_one_is_given_back(self) -> None:
        shares, entered, left = Shares(1), threading.Event(), threading.Event()

        def stay() -> None:
            with shares.of("a"):
                entered.set()
                left.wait()

        staying = threading.Thread(target=stay)
        staying.start()
        entered.wait()
        threading.Timer(0.1, left.set).start()
        with shares.of("a"):
            assert left.is_set()
        staying.join()

    def test_who_waits_for_too_long_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tenants.shares.PATIENCE_SECONDS", 0.05)
        shares = Shares(1)
        with shares.of("a"), pytest.raises(BusinessBusy), shares.of("a"):
            pass

    def test_shares_of_others_are_others(self) -> None:
        shares = Shares(1)
        with shares.of("a"), shares.of("b"), shares.of("c"):
            pass

    def test_a_share_is_given_back_by_whoever_fails(self) -> None:
        shares = Shares(1)
        for _ in range(3):
            with pytest.raises(ZeroDivisionError), shares.of("a"):
                raise ZeroDivisionError
