"""Migrating all businesses: only those that lag, several at once, one's failure leaving the rest alone."""

from __future__ import annotations

import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING

from django.db import connection, connections
from psycopg import sql

from tenants.context import public
from tenants.models import Business
from tenants.provisioning.processes import begin
from tenants.provisioning.template import migrate_schema, migrations_on_disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# One statement reads the applied migrations of this many schemas: the no-op case is a handful of queries.
SCHEMAS_A_QUERY = 250


@dataclass(frozen=True, slots=True)
class Migrated:
    """The outcome for one schema; ``error`` is empty where it worked."""

    schema: str
    error: str = ""


def lagging_schemas() -> list[str]:
    """Schemas of businesses whose applied migrations are not all that are on disk."""
    with public():
        schemas = list(Business.objects.order_by("id").values_list("schema_name", flat=True))
        applied = {schema: frozenset(rows) for schema, rows in applied_migrations(schemas).items()}
    wanted = migrations_on_disk()
    return [schema for schema in schemas if not wanted <= applied.get(schema, frozenset())]


def applied_migrations(schemas: list[str]) -> dict[str, set[tuple[str, str]]]:
    applied: dict[str, set[tuple[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'django_migrations'")
        migrated = {schema for (schema,) in cursor.fetchall()}
        present = [schema for schema in schemas if schema in migrated]
        for start in range(0, len(present), SCHEMAS_A_QUERY):
            cursor.execute(_applied_query(present[start : start + SCHEMAS_A_QUERY]))
            for schema, app, name in cursor.fetchall():
                applied.setdefault(schema, set()).add((app, name))
    return applied


def _applied_query(schemas: Iterable[str]) -> str:
    parts = [
        sql.SQL("SELECT {}::text, app, name FROM {}.django_migrations").format(
            sql.Literal(schema), sql.Identifier(schema)
        )
        for schema in schemas
    ]
    return sql.SQL(" UNION ALL ").join(parts).as_string(None)


def migrate_lagging(*, processes: int) -> Iterator[tuple[int, int, Migrated]]:
    """Migrate what lags; yields (done, total, outcome) as each schema ends, so that a caller can show progress."""
    schemas = lagging_schemas()
    connections.close_all()  # forked children must not share a socket with us
    with ProcessPoolExecutor(max_workers=processes, mp_context=get_context("spawn"), initializer=begin) as pool:
        try:
            futures = [pool.submit(migrate_one, schema) for schema in schemas]
            for done, future in enumerate(as_completed(futures), start=1):
                yield done, len(schemas), future.result()
        except BaseException:  # Ctrl-C, or nobody asks any more: what waits for a lock would be waited for
            for child in active_children():
                child.terminate()
            raise


def migrate_one(schema: str) -> Migrated:
    """Migrate one schema and report; whatever its migration raises belongs to that business's report alone."""
    try:
        migrate_schema(schema)
    except Exception:  # noqa: BLE001  # reported by name and with its trace, and the command's exit code tells
        return Migrated(schema, traceback.format_exc(limit=-3))
    return Migrated(schema)
