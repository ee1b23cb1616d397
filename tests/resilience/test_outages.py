"""Servers of the running product go away and come back: what is answered meanwhile, and how soon all is well again."""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import httpx
import psycopg
import pytest

from embedded.layout import ROOT, Layout
from embedded.postgres_files import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.product import RunningProduct

SLUG = "smile"
RECOVERED_WITHIN = 3.0
READY_WITHIN = 2.0
AWAY_SECONDS = 12  # a pool that doubles its pauses would by then wait for eight seconds


@pytest.fixture
def client(product: RunningProduct) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=product.address, headers={"Host": product.host_header(SLUG)}, timeout=15) as made:
        yield made


@contextmanager
def away(product: RunningProduct, name: str) -> Iterator[None]:
    """Kill the server, with a setting that it cannot start with."""
    layout = Layout(root=ROOT, var=product.var)
    places = {"postgres": place(layout).data / "postgresql.auto.conf", "redis": layout.secrets / "redis.conf"}
    settings = places[name].read_text()
    places[name].write_text(settings + "\nno_such_setting = 1\n")
    try:
        product.kill(name)
        yield
    finally:
        places[name].write_text(settings)


@contextmanager
def hanging(product: RunningProduct, name: str) -> Iterator[None]:
    pid = product.processes()[name]
    os.kill(pid, signal.SIGSTOP)
    yield
    os.kill(pid, signal.SIGCONT)


def ready(client: httpx.Client) -> tuple[int, dict[str, Any]]:
    began = time.monotonic()
    answer = client.get("/ready")
    assert time.monotonic() - began < READY_WITHIN
    return answer.status_code, answer.json()


def begin_conversation(client: httpx.Client) -> httpx.Response:
    return client.post("/api/v1/conversations/create", json={"flow": "dedicated"})


def wait_until_up(product: RunningProduct) -> None:
    """Until the database takes connections."""
    while True:
        with suppress(psycopg.OperationalError):
            psycopg.connect(product.environment["DATABASE_URL"]).close()
            return
        time.sleep(0.02)


def test_a_database_that_returns_is_found_at_once(product: RunningProduct, client: httpx.Client) -> None:
    assert begin_conversation(client).status_code == 201
    with away(product, "postgres"):
        gone_until = time.monotonic() + AWAY_SECONDS
        while time.monotonic() < gone_until:
            answer = begin_conversation(client)
            assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json")
            assert answer.headers["Retry-After"].isdigit()
        page = client.get("/book/")
        assert (page.status_code, page.headers["Retry-After"].isdigit()) == (503, True)
        status, told = ready(client)
        assert (status, list(told["failing"])) == (503, ["database"])
    wait_until_up(product)
    up_at = time.monotonic()
    while begin_conversation(client).status_code != 201:
        assert time.monotonic() - up_at < RECOVERED_WITHIN
    assert time.monotonic() - up_at < RECOVERED_WITHIN


@pytest.mark.parametrize("gone", [away, hanging])
def test_customers_chat_without_redis(product: RunningProduct, client: httpx.Client, gone: Any) -> None:
    with gone(product, "redis"):
        made = begin_conversation(client)
        assert made.status_code == 201
        said = client.post(
            f"/api/v1/conversations/{made.json()['id']}/message",
            json={"text": "hello"},
            headers={"Authorization": f"Bearer {made.json()['token']}"},
        )
        assert said.status_code == 200
        status, told = ready(client)
        assert (status, told["status"]) == (200, "degraded")
        assert "redis" in told["failing"]
    while "redis" in ready(client)[1]["failing"]:
        time.sleep(0.1)


def test_what_works_behind_the_web_is_seen(product: RunningProduct, client: httpx.Client) -> None:
    """All processes of the product show life by themselves; those that do so seldom follow."""
    give_up = time.monotonic() + 180
    while (told := ready(client)[1])["status"] != "ready":
        assert time.monotonic() < give_up, told
        time.sleep(1)
