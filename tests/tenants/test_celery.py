"""A task runs in the business its header names, and not at all without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from config.celery import app
from tenants import tasks
from tenants.celery import SCHEMA_HEADER, TenantTask
from tenants.context import current_schema, schema_or_public
from tenants.errors import NoTenant

if TYPE_CHECKING:
    from tenants.models import Business


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


def test_the_worker_knows_every_task_about_logins() -> None:
    known = {name.rpartition(".")[2] for name in app.tasks if name.startswith("tenants.accounts.")}
    assert known == set(tasks.__all__)
