"""The only door into a business's schema.

django-tenants keeps the schema on the connection object, and that belongs to a thread.  Sync code of a request is
let in by ``TenantMiddleware``; everything else comes through here: ``enter`` for sync code, ``run_in_tenant`` for async
code, ``tenants.celery`` and ``tenants.temporal`` for work that crosses processes.
"""

from __future__ import annotations

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import structlog
from django.conf import settings
from django.db import close_old_connections

from tenants.connection import connection
from tenants.errors import NoTenant, SchemaMismatch, UnknownBusiness
from tenants.models import Business
from tenants.queueing import queues
from tenants.turns import turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tenants.queueing import Share
    from tenants.turns import Turns, Unit

P = ParamSpec("P")
T = TypeVar("T")

PUBLIC = "public"


def schema_or_public() -> str:
    return connection.schema_name


def current_schema() -> str:
    """The schema of the business entered; raises ``NoTenant`` where none is."""
    if (schema := schema_or_public()) == PUBLIC:
        raise NoTenant
    return schema


def current_business() -> Business:
    """The business entered, read once per entry."""
    schema = current_schema()
    if isinstance(connection.tenant, Business):
        return connection.tenant
    business: Business | None = Business.objects.filter(schema_name=schema).first()
    if business is None:
        raise UnknownBusiness
    connection.tenant = business
    return business


@contextmanager
def enter(schema: str) -> Iterator[None]:
    """Run the block in the schema, and return to where the connection was before."""
    before, include_public = connection.tenant, connection.include_public_schema
    connection.set_schema(schema)
    with structlog.contextvars.bound_contextvars(schema=schema):
        try:
            yield
            if connection.schema_name != schema:
                raise SchemaMismatch
        finally:
            connection.set_tenant(before, include_public)


@contextmanager
def public() -> Iterator[None]:
    """Run the block in the public schema, whatever business the caller is in."""
    with enter(PUBLIC):
        yield


@cache
def executor() -> ThreadPoolExecutor:
    """The threads of ``run_in_tenant``: bounded, so that a flood of sockets queues here and not in PostgreSQL."""
    return ThreadPoolExecutor(max_workers=settings.TENANT_THREADS, thread_name_prefix="tenant")


async def run_in_tenant(schema: str, operation: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Await one whole unit of work in the schema, on a thread of the door's own pool: one hop, enter, work, leave.

    A business that has used up its share of the process waits for its turn, and has half of the threads at most: its
    further units wait for its earlier ones, not the others' for them.  The connection goes back to the pool with the
    unit, so no state of one business can wait for the next.
    """
    unit = await turns().begin(schema)
    return await run_unit(unit, schema, partial(operation, *args, **kwargs))


async def run_unit(unit: Unit, schema: str, operation: Callable[[], T]) -> T:
    """As ``run_in_tenant``, in a turn that was begun: of whoever the work is for, whatever schema it is done in."""
    context = contextvars.copy_context()
    loop, taken = asyncio.get_running_loop(), turns()
    try:
        share = await queues(loop).enter(unit.who)
    except BaseException:
        taken.end(unit)
        raise
    work = executor().submit(_measured, unit, partial(context.run, work_in, schema, operation))
    work.add_done_callback(lambda _work: _leave(loop, taken, unit, share))  # thread free, whoever has stopped waiting
    return await asyncio.wrap_future(work)


def _measured(unit: Unit, work: Callable[[], T]) -> T:
    with unit.at_work():
        return work()


def _leave(loop: asyncio.AbstractEventLoop, taken: Turns, unit: Unit, share: Share) -> None:
    def leave() -> None:
        share.leave()
        taken.end(unit)

    with suppress(RuntimeError):  # the loop has ended, and with it whoever waited
        loop.call_soon_threadsafe(leave)


def work_in(schema: str, unit: Callable[[], T]) -> T:
    """One whole unit of work in the schema, on a thread that keeps no connection: one of the door's own, or of a
    library that runs what it is handed on threads of its making.
    """
    close_old_connections()
    try:
        with enter(schema):
            return unit()
    finally:
        close_old_connections()
