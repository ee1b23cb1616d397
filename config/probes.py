"""What the product needs, asked so that the answer comes in time whatever hangs."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import psycopg
import structlog
from django.conf import settings
from django.db import connection
from django.utils import timezone
from redis import Redis

from config.stores import REDIS_PATIENCE
from embedded import records, shipping
from embedded.layout import layout_of
from events.queries import troubles

if TYPE_CHECKING:
    from collections.abc import Callable

    Findings = dict[str, str]

logger = structlog.get_logger(__name__)

DEADLINE_SECONDS = 1.5
"""For all probes together: who asks gives up after two seconds or more."""
UNARCHIVED = """
SELECT to_char(last_failed_time AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') FROM pg_stat_archiver
WHERE last_failed_time > coalesce(last_archived_time, '-infinity')
"""
COPIED_WITHIN = timedelta(minutes=5)
"""The process that copies the log looks every ten seconds, and first sends what has gathered."""
NEEDED = frozenset({"database"})
"""Without these no request can be answered."""


def check_database() -> Findings:
    """On a connection of its own: that the pool is busy says nothing of the database."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as asking:
        asking.execute("SELECT 1")
    return {}


def check_redis() -> Findings:
    with Redis.from_url(settings.REDIS_URL, **REDIS_PATIENCE) as asking:
        asking.ping()
    return {}


def check_background() -> Findings:
    """What the processes behind the web have told of themselves."""
    try:
        return troubles() | archive_troubles()
    finally:
        connection.close()


def archive_troubles() -> Findings:
    """That PostgreSQL cannot put its log aside, or nobody copies it: nothing after that could be restored."""
    with connection.cursor() as cursor:
        cursor.execute(UNARCHIVED)
        found = cursor.fetchone()
    if found:
        return {"archive": f"no log put aside since {found[0]}"}
    copied = records.read(layout_of())[records.LOG]
    is_late = copied is None or timezone.now() - datetime.fromisoformat(copied) > COPIED_WITHIN
    if is_late and shipping.is_wanted(layout_of()):
        return {"archive": f"no log copied into BACKUPS_BUCKET since {copied or 'the start'}"}
    return {}


class Probe:
    """Asks on a thread of its own, one question at a time: a server that hangs costs one thread, however many ask."""

    def __init__(self, name: str, check: Callable[[], Findings]) -> None:
        self.name = name
        self._check = check
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=f"probe-{name}")
        self._lock = threading.Lock()
        self._asked: Future[Findings] | None = None

    def ask(self) -> Future[Findings]:
        with self._lock:
            if self._asked is None or self._asked.done():
                self._asked = self._thread.submit(self._check)
            return self._asked

    def findings(self, asked: Future[Findings]) -> Findings:
        """By name what is wrong; empty where nothing is."""
        if not asked.done():
            return {self.name: "TimeoutError"}
        if (error := asked.exception()) is not None:
            return {self.name: type(error).__name__}
        return asked.result()


@cache
def probes() -> tuple[Probe, ...]:
    checks = {"database": check_database, "redis": check_redis, "background": check_background}
    return tuple(Probe(name, check) for name, check in checks.items())


def failing() -> Findings:
    """What does not answer or is in trouble, by name, with the kind of failure; within ``DEADLINE_SECONDS``."""
    asked = {probe: probe.ask() for probe in probes()}
    wait(asked.values(), DEADLINE_SECONDS)
    found: Findings = {}
    for probe, answer in asked.items():
        found |= probe.findings(answer)
    if "database" in found:
        found.pop("background", None)  # it is read from there
    if found:
        logger.warning("not_all_well", failing=found)
    return found
