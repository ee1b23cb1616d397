"""Celery's way into a business: the schema travels in a header, and a task without one does not run."""

from __future__ import annotations

import time
from typing import Any, NoReturn
from uuid import uuid4

from celery import Task
from celery.exceptions import Ignore

from tenants.backlog import PRIORITIES, begins, priority_of, waits
from tenants.context import enter
from tenants.correlation import correlated, correlation_id
from tenants.errors import NoTenant
from tenants.running import PAUSE_SECONDS, worker_place

SCHEMA_HEADER = "business_schema"
CORRELATION_HEADER = "correlation_id"


class CorrelatedTask(Task):  # type: ignore[type-arg]  # generic only in its stubs
    """A platform task: runs in the public schema, under its caller's correlation id."""

    def apply_async(self, *args: Any, **options: Any) -> Any:
        headers = {CORRELATION_HEADER: correlation_id(), **(options.pop("headers", None) or {})}
        return super().apply_async(*args, headers=headers, **options)

    def header(self, name: str) -> str | None:
        value = (self.request.headers or {}).get(name) or self.request.get(name)
        return str(value) if value else None

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with correlated(self.header(CORRELATION_HEADER)):
            return self.run(*args, **kwargs)


class TenantTask(CorrelatedTask):
    """A business's task: queued with ``delay_in(schema, ...)``, run inside that schema.

    The more of the business waits, the later it comes: others' are not behind all of it (``tenants.backlog``). Where
    the business holds as many places of the worker as one may, it goes back to the end of the queue
    (``tenants.running``).
    """

    def delay_in(self, schema: str, /, **kwargs: Any) -> Any:
        task_id = str(uuid4())
        priority = priority_of(waits(schema, task_id))
        return self.apply_async(kwargs=kwargs, task_id=task_id, priority=priority, headers={SCHEMA_HEADER: schema})

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not (schema := self.header(SCHEMA_HEADER)):
            raise NoTenant(f"{self.name} was queued without a business")
        with correlated(self.header(CORRELATION_HEADER)), worker_place(schema) as is_free:
            if not is_free:
                self._comes_again(schema, args, kwargs)
            begins(schema, str(self.request.id))
            with enter(schema):
                return self.run(*args, **kwargs)

    def _comes_again(self, schema: str, args: Any, kwargs: Any) -> NoReturn:
        time.sleep(PAUSE_SECONDS)
        last = {"task_id": self.request.id, "priority": PRIORITIES[-1], "headers": {SCHEMA_HEADER: schema}}
        self.apply_async(args, kwargs, **last)
        raise Ignore
