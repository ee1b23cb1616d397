"""What /ready says, and that it always says it soon."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from config import probes
from embedded import records
from embedded.layout import layout_of
from events.heartbeats import APPOINTMENTS, RELAY, SILENT_AFTER, TASKS, TEMPORAL_WORKER, beat
from events.models import Heartbeat, OutboxEvent
from tests.config.redis_servers import OUTAGES, OwnRedis
from tests.objects import variables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from embedded.objects import Objects
    from tenants.models import Business

ANSWERED_WITHIN = 2.0


@pytest.fixture
def all_alive(live_marios: Business) -> Iterator[None]:
    for name in SILENT_AFTER:
        beat(name)
    yield
    Heartbeat.objects.all().delete()


def ready() -> tuple[int, dict[str, Any]]:
    began = time.monotonic()
    answer = Client(headers={"host": "10.0.0.7"}).get("/ready")
    assert time.monotonic() - began < ANSWERED_WITHIN
    return answer.status_code, answer.json()


def test_all_is_well(all_alive: None) -> None:
    status, told = ready()
    assert (status, told["status"], told["failing"]) == (200, "ready", {})


def test_it_says_when_a_backup_last_worked(all_alive: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XSEVEN_VAR", str(tmp_path))
    assert ready()[1]["last"] == dict.fromkeys(records.KINDS)
    records.note(layout_of(), records.BACKUP, "s3://backups")
    told = ready()[1]
    last = told["last"]
    assert datetime.fromisoformat(last["backup"]) > timezone.now() - timedelta(minutes=1)
    assert (last["rehearsal"], told["where"]) == (None, {"backup": "s3://backups"})


def test_a_log_that_cannot_be_put_aside_is_told(all_alive: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probes, "UNARCHIVED", "SELECT '2026-11-29 17:05 UTC'")
    assert ready()[1]["failing"] == {"archive": "no log put aside since 2026-11-29 17:05 UTC"}


def test_a_log_that_nobody_copies_is_told(
    all_alive: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, objects: Objects
) -> None:
    for name, value in {**variables(objects), "XSEVEN_VAR": str(tmp_path), "WAL_ARCHIVE": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    assert "since the start" in ready()[1]["failing"]["archive"]
    records.note(layout_of(), records.LOG, "s3://backups")
    assert ready()[1]["failing"] == {}
    monkeypatch.setattr(probes, "COPIED_WITHIN", timedelta(0))
    assert "BACKUPS_BUCKET" in ready()[1]["failing"]["archive"]


@pytest.mark.parametrize("begin", OUTAGES.values(), ids=OUTAGES)
def test_without_redis_customers_are_still_answered(all_alive: None, redis: OwnRedis, begin: Any) -> None:
    begin(redis)
    status, told = ready()
    assert (status, told["status"], list(told["failing"])) == (200, "degraded", ["redis"])


@pytest.mark.parametrize("name", [RELAY, TASKS, TEMPORAL_WORKER, APPOINTMENTS])
def test_a_process_that_has_gone_silent_is_named(all_alive: None, name: str) -> None:
    Heartbeat.objects.filter(name=name).update(seen_at=timezone.now() - SILENT_AFTER[name] - timedelta(seconds=1))
    status, told = ready()
    assert (status, told["status"], list(told["failing"])) == (200, "degraded", [name])


@pytest.mark.parametrize("name", [RELAY, TASKS, TEMPORAL_WORKER, APPOINTMENTS])
def test_a_process_that_never_began_is_named(all_alive: None, name: str) -> None:
    Heartbeat.objects.filter(name=name).delete()
    assert ready()[1]["failing"] == {name: "was never seen"}


@pytest.mark.parametrize(
    ("name", "trouble"),
    [(TEMPORAL_WORKER, "Temporal: does not answer"), (APPOINTMENTS, "56 had no workflow"), (RELAY, "anything")],
)
def test_what_a_process_found_wrong_is_told(all_alive: None, name: str, trouble: str) -> None:
    beat(name, trouble=trouble)
    assert ready()[1]["failing"] == {name: trouble}


@pytest.mark.parametrize("age", [61, 600, 90_000])
def test_events_that_wait_for_long_are_told(all_alive: None, live_marios: Business, age: int) -> None:
    event(live_marios, age=age)
    assert list(ready()[1]["failing"]) == ["outbox"]


@pytest.mark.parametrize("age", [0, 1, 30])
def test_events_on_their_way_are_no_trouble(all_alive: None, live_marios: Business, age: int) -> None:
    event(live_marios, age=age)
    assert ready()[1]["status"] == "ready"


def test_events_that_were_given_up_are_told(all_alive: None, live_marios: Business) -> None:
    event(live_marios, age=5, dead_at=timezone.now())
    assert list(ready()[1]["failing"]) == ["dead letters"]


def event(business: Business, *, age: int, **fields: Any) -> None:
    then = timezone.now() - timedelta(seconds=age)
    OutboxEvent.objects.create(
        schema=business.schema_name, topic="t", type="t", aggregate="a", payload={}, actor="a", correlation_id="c",
        occurred_at=then, available_at=then, **fields,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["database", "background", "redis"])
def test_what_hangs_is_told_in_time_and_asked_once(all_alive: None, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    asked, released = [], threading.Event()

    def hang() -> dict[str, str]:
        asked.append(name)
        released.wait()
        return {}

    others = [probe for probe in probes.probes() if probe.name != name]
    stuck = (*others, probes.Probe(name, hang))
    monkeypatch.setattr(probes, "probes", lambda: stuck)
    for _ in range(2):
        status, told = ready()
        assert told["failing"][name] == "TimeoutError"
        assert status == (503 if name == "database" else 200)
    released.set()
    assert asked == [name]


@pytest.mark.parametrize(
    "address",
    [
        {"port": "1"},
        {"host": "127.0.0.2", "port": "1"},
        {"password": "another's"},
        {"dbname": "none_of_this_name"},
        {"host": "/nowhere"},
    ],
)
def test_without_a_database_nothing_can_be_answered(
    all_alive: None, monkeypatch: pytest.MonkeyPatch, address: dict[str, str]
) -> None:
    from django.db.backends.postgresql.base import DatabaseWrapper

    right = DatabaseWrapper.get_connection_params
    with monkeypatch.context() as wrong:
        wrong.setattr(DatabaseWrapper, "get_connection_params", lambda self: right(self) | address)
        status, told = ready()
    assert (status, told["status"], list(told["failing"])) == (503, "unavailable", ["database"])
