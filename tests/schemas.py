"""Schemas of businesses that lie ready in the test database: making one takes longer than most tests.

A business of a fixture gets one by renaming it. A test's transaction gives it back as it ends; of a business that was
committed, the fixture empties the schema and puts it back. Operations that make or drop schemas are not touched: a test
of them calls them, and gets what everybody gets.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING
from unittest import mock

from django.db import OperationalError, connections, transaction
from psycopg import sql

from directory.models import Enquiry
from events.models import Delivery, OutboxEvent
from tenants.actors import SYSTEM
from tenants.connection import connection, owning
from tenants.models import Business, User
from tenants.operations import delete_business
from tenants.provisioning.catalogue import ddl_of
from tenants.provisioning.template import restore_into
from tests.factories import new_business
from tests.owner import as_owner

if TYPE_CHECKING:
    from collections.abc import Iterator

READY = "ready_"
AT_FIRST = 3
"""Two businesses and one more; those of a test that makes others stay ready afterwards."""
FIND = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'ready\\_%' ORDER BY nspname LIMIT 1"
BEGIN_KEYS_ANEW = """
SELECT setval(oid::regclass, 1, false) FROM pg_class
WHERE relkind = 'S' AND relnamespace = %s::regnamespace AND relname NOT LIKE 'django\\_migrations\\_%%'
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
POINTING_AT = """
WITH RECURSIVE pointing(at) AS (
    SELECT unnest(%s::text[])::regclass::oid
    UNION SELECT conrelid FROM pg_constraint JOIN pointing ON confrelid = at
    WHERE contype = 'f' AND connamespace = 'public'::regnamespace
) SELECT at::regclass::text FROM pointing
"""

_unaltered: set[str] = set()
"""The DDL of a schema as it was made."""


def make_ready() -> None:
    """Called once for each test database, outside of transactions."""
    for number in range(AT_FIRST):
        with transaction.atomic():
            restore_into(f"{READY}{number}")
            _unaltered.add(ddl_of(f"{READY}{number}"))


@contextmanager
def ready() -> Iterator[None]:
    """Businesses made in the block get a schema that lies ready while there is one."""
    with mock.patch("tenants.operations.businesses.restore_into", take):
        yield


def ready_business(slug: str, **fields: str) -> Business:
    with ready():
        return new_business(slug, **fields)


def take(schema: str) -> None:
    with owning(), connection.cursor() as cursor:
        cursor.execute(FIND)
        ready = cursor.fetchone()
        if ready is not None:
            _rename(ready[0], schema)
            cursor.execute(BEGIN_KEYS_ANEW, [schema])  # transactions that ended have used keys up
    if ready is None:
        restore_into(schema)


def put_back(schema: str) -> None:
    """Make a committed schema ready again and leave an empty one of its name, to be dropped.

    One that a test has altered is left as it is, and so is one that somebody is at work in.
    """
    try:
        with transaction.atomic(), owning(), connection.cursor() as cursor:
            cursor.execute(TABLES, [schema])
            tables = [sql.Identifier(schema, name) for (name,) in cursor.fetchall()]
            if not tables or ddl_of(schema) not in _unaltered:
                return
            lock = sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.SQL(", ").join(tables))
            cursor.execute(lock.as_string(None))
            kept = sql.Identifier(schema, "django_migrations")
            emptied = sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(table) for table in tables if table != kept)
            cursor.execute(emptied.as_string(None))
            _rename(schema, f"{READY}{schema}")
            cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)).as_string(None))
    except OperationalError:  # a lock that is not to be had: deleting the business drops the schema as it is
        return


def _rename(schema: str, name: str) -> None:
    with connection.cursor() as cursor:
        renamed = sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(schema), sql.Identifier(name))
        cursor.execute(renamed.as_string(None))
    connection.search_path_set_schemas = None  # the path names the schema: django-tenants sets it anew


def delete_businesses() -> None:
    """Every committed business, with its users and events; for fixtures that let other processes see theirs."""
    connection.set_schema_to_public()
    for business in Business.objects.all():
        put_back(business.schema_name)
        delete_business(business=business, confirmed_name=business.slug, by=SYSTEM)
    with as_owner(), connection.cursor() as cursor:
        emptied = "; ".join(f"DELETE FROM {table}" for table in _tables_of_people_and_events())
        cursor.execute(emptied)
    connections.close_all()


@cache
def _tables_of_people_and_events() -> list[str]:
    """Those of users, events, enquiries, and all in the public schema that points at them.

    Deleting user by user, Django would look for tables of schemas that are gone; TRUNCATE takes a tenth of a second.
    """
    with connection.cursor() as cursor:
        cursor.execute(POINTING_AT, [[model._meta.db_table for model in (User, OutboxEvent, Delivery, Enquiry)]])
        return [table for (table,) in cursor.fetchall()]
