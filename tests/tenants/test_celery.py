"""A task runs in the business its header names, and not at all without one."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest

from config.celery import app
from tenants import tasks
from tenants.backlog import waits
from tenants.celery import SCHEMA_HEADER, TenantTask
from tenants.context import current_schema, schema_or_public
from tenants.errors import NoTenant
from tests.architecture.sources import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tenants.models import Business


QUEUE = f"tests-{uuid4().hex}"
"""Of nobody's worker."""


class Queued(TenantTask):
    def apply_async(self, *args: Any, **options: Any) -> Any:
        return super().apply_async(*args, queue=QUEUE, **options)


@app.task(base=Queued)
def where() -> str:
    return current_schema()


def test_a_task_runs_where_its_header_says(marios: Business, bella: Business) -> None:
    for business in (marios, bella):
        assert where.apply(headers={SCHEMA_HEADER: business.schema_name}).get() == business.schema_name
    assert schema_or_public() == "public"


def test_a_task_without_a_business_does_not_run() -> None:
    with pytest.raises(NoTenant):
        where.apply().get()


def served() -> Iterator[str]:
    """Ids of what waits, in the order in which the broker hands it to a worker."""
    with app.connection_for_read() as connection, cast("Any", connection.channel()) as channel:
        while (message := channel.basic_get(QUEUE, no_ack=True)) is not None:
            yield message.headers["id"]


def test_who_has_little_waiting_is_served_before_who_has_much(marios: Business, bella: Business) -> None:
    long = [where.delay_in(marios.schema_name).id for _ in range(60)]
    short = [where.delay_in(bella.schema_name).id for _ in range(2)]

    assert list(served()) == [*long[:3], *short, *long[3:]]


def test_what_has_begun_waits_no_more(marios: Business) -> None:
    for _ in range(20):
        begun = where.delay_in(marios.schema_name).id
        where.apply(task_id=begun, headers={SCHEMA_HEADER: marios.schema_name})

    assert waits(marios.schema_name, "next") == 1
    assert len(list(served())) == 20


HOLD = """
import sys
from django.conf import settings
settings.configure(VAR_DIR=sys.argv[1], CELERY_WORKER_CONCURRENCY=int(sys.argv[3]))
from tenants.running import worker_place
with worker_place(sys.argv[2]) as is_free:
    print(is_free, flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(folder: Path, schema: str, places: int = 2) -> Iterator[subprocess.Popen[str]]:
    """Another process of the worker, at work for the business."""
    command = [sys.executable, "-c", HOLD, str(folder), schema, str(places)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_one_business_leaves_a_place_of_the_worker_to_others(
    marios: Business, bella: Business, tmp_path: Path, settings: Any
) -> None:
    settings.VAR_DIR, settings.CELERY_WORKER_CONCURRENCY = tmp_path, 2
    second, other = (where.delay_in(business.schema_name).id for business in (marios, bella))
    assert list(served()) == [second, other]
    with held(tmp_path, marios.schema_name) as first:
        refused = where.apply(task_id=second, headers={SCHEMA_HEADER: marios.schema_name})
        assert str(refused.state) == "IGNORED"
        assert waits(marios.schema_name, second) == 1, "it waits as before"
        assert where.apply(task_id=other, headers={SCHEMA_HEADER: bella.schema_name}).get() == bella.schema_name
        later = where.delay_in(bella.schema_name).id
        assert list(served()) == [later, second], "behind what others have to do"
        first.kill()
        first.wait()
        again = where.apply(task_id=second, headers={SCHEMA_HEADER: marios.schema_name})
        assert again.get() == marios.schema_name, "who was killed holds nothing"


def test_a_worker_with_one_place_serves_everybody(marios: Business, tmp_path: Path, settings: Any) -> None:
    settings.VAR_DIR, settings.CELERY_WORKER_CONCURRENCY = tmp_path, 1
    assert where.apply(headers={SCHEMA_HEADER: marios.schema_name}).get() == marios.schema_name


def test_the_worker_knows_every_task_about_logins() -> None:
    known = {name.rpartition(".")[2] for name in app.tasks if name.startswith("tenants.accounts.")}
    assert known == set(tasks.__all__)
