"""Checkpoints of a business that has come back under another schema: their threads are called by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from psycopg import sql

if TYPE_CHECKING:
    from tenants.provisioning.steps import Return

TABLES = ("checkpoints", "checkpoint_blobs", "checkpoint_writes")
RENAME = "UPDATE {} SET thread_id = %s || substr(thread_id, %s) WHERE starts_with(thread_id, %s)"


def call_threads_anew(back: Return) -> None:
    then, now = f"{back.schema_then}:", f"{back.business.schema_name}:"
    with connection.cursor() as cursor:
        for table in TABLES:
            statement = sql.SQL(RENAME).format(sql.Identifier(table)).as_string(None)
            cursor.execute(statement, [now, len(then) + 1, then])
