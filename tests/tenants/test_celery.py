"""A task runs in the business its header names, and not at all without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

import pytest

from config.celery import app
from tenants import tasks
from tenants.backlog import waits
from tenants.celery import SCHEMA_HEADER, TenantTask
from tenants.context import current_schema, schema_or_public
from tenants.errors import NoTenant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenants.models import Business


QUEUE = f"tests-{uuid4().hex}"
"""Of nobody's worker."""


@app.task(base=TenantTask)
def where() -> str:
    return current_schema()


def test_a_task_runs_where_its_header_says(marios: Business, bella: Business) -> None:
    for business in (marios, bella):
        assert where.apply(headers={SCHEMA_HEADER: business.schema_name}).get() == business.schema_name
    assert schema_or_public() == "public"


def test_a_task_without_a_business_does_not_run() -> None:
    with pytest.raises(NoTenant):
        where.apply().get()


@pytest.fixture
def _on_a_queue_of_its_own() -> Iterator[None]:
    app.conf.task_routes = {where.name: {"queue": QUEUE}}
    app.amqp.flush_routes()
    yield
    app.conf.task_routes = None
    app.amqp.flush_routes()


def served() -> Iterator[str]:
    """Ids of what waits, in the order in which the broker hands it to a worker."""
    with app.connection_for_read() as connection, cast("Any", connection.channel()) as channel:
        while (message := channel.basic_get(QUEUE, no_ack=True)) is not None:
            yield message.headers["id"]


@pytest.mark.usefixtures("_on_a_queue_of_its_own")
def test_who_has_little_waiting_is_served_before_who_has_much(marios: Business, bella: Business) -> None:
    long = [where.delay_in(marios.schema_name).id for _ in range(60)]
    short = [where.delay_in(bella.schema_name).id for _ in range(2)]

    assert list(served()) == [*long[:3], *short, *long[3:]]


@pytest.mark.usefixtures("_on_a_queue_of_its_own")
def test_what_has_begun_waits_no_more(marios: Business) -> None:
    for _ in range(20):
        begun = where.delay_in(marios.schema_name).id
        where.apply(task_id=begun, headers={SCHEMA_HEADER: marios.schema_name})

    assert waits(marios.schema_name, "next") == 1
    assert len(list(served())) == 20


def test_the_worker_knows_every_task_about_logins() -> None:
    known = {name.rpartition(".")[2] for name in app.tasks if name.startswith("tenants.accounts.")}
    assert known == set(tasks.__all__)
