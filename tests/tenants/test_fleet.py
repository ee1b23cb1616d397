"""Migrating the fleet, ended before it is done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, transaction

from config.environment import ROOT
from tenants.context import enter
from tenants.provisioning import fleet
from tenants.provisioning.template import migrate_schema
from tests.owner import as_owner

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenants.models import Business


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_migration_that_is_ended_leaves_no_process_and_is_done_the_next_time(
    committed: Callable[..., Business], how: signal.Signals
) -> None:
    behind = committed("behind")
    with enter(behind.schema_name), as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'admin'")
        cursor.execute("DROP TABLE django_admin_log CASCADE")
    with transaction.atomic(), connection.cursor() as cursor:  # it waits for this, and can be met at work
        cursor.execute(f"LOCK TABLE {behind.schema_name}.django_migrations IN EXCLUSIVE MODE")
        migrating = begin_migrating()
        until(lambda: len(processes_in(migrating.pid)) > 1)
        migrating.send_signal(how)
        until(lambda: not processes_in(migrating.pid))
    migrating.wait(20)
    migrate_schema(behind.schema_name)
    assert fleet.lagging_schemas() == []


def test_a_business_that_lags_is_migrated_by_the_command(committed: Callable[..., Business]) -> None:
    """In processes of its own, which know nothing of this one's Django."""
    behind = committed("behind")
    with enter(behind.schema_name), as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'admin'")
        cursor.execute("DROP TABLE django_admin_log CASCADE")
    assert fleet.lagging_schemas() == [behind.schema_name]
    assert begin_migrating().wait(120) == 0
    assert fleet.lagging_schemas() == []


def begin_migrating() -> subprocess.Popen[bytes]:
    """Hears Ctrl-C also where this process, begun in the background of a shell, ignores it."""
    address = "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            [sys.executable, "manage.py", "migrate_tenants", "--processes", "2"],
            cwd=ROOT, env={**os.environ, "DATABASE_URL": address}, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    finally:
        signal.signal(signal.SIGINT, before)


def processes_in(session: int) -> set[int]:
    """Those of the session that run."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            state, _parent, _group, its_session = stat.read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.add(int(stat.parent.name))
    return found


def until(condition: Callable[[], Any], *, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
