"""The tables of a schema out and in, by COPY: exact, vectors and all, and nothing held in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from tenants.backups.archive import StoredTable, pieces
from tenants.connection import connection, owning

if TYPE_CHECKING:
    from tenants.backups.archive import Reader, Writer

WITH_THE_SCHEMA = "django_migrations"
"""Comes with the template a schema is made from."""
TABLES = """
SELECT c.relname, array_agg(a.attname ORDER BY a.attnum),
       array_agg(a.attname) FILTER (WHERE a.attidentity <> ''),
       array_agg(coalesce(pg_sequence_last_value(
           pg_get_serial_sequence(format('%%I.%%I', %(schema)s::text, c.relname), a.attname)::regclass), 0))
           FILTER (WHERE a.attidentity <> '')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = %(schema)s::regnamespace AND c.relkind = 'r' AND c.relname <> %(but)s AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname
"""
GO_ON = """
SELECT setval(sequence, greatest(%(last)s, coalesce(pg_sequence_last_value(sequence), 0)))
FROM (SELECT pg_get_serial_sequence(format('%%I.%%I', %(schema)s::text, %(table)s::text), %(column)s)::regclass) AS of(sequence)
"""  # noqa: E501 - SQL


def tables_of(schema: str) -> list[StoredTable]:
    """As they are now: the columns that are stored, and the last key each has given out."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES, {"schema": schema, "but": WITH_THE_SCHEMA})
        return [
            StoredTable(name, columns, dict(zip(counted or (), last or (), strict=True)))
            for name, columns, counted, last in cursor.fetchall()
        ]


def write_rows(schema: str, archive: Writer) -> list[StoredTable]:
    """All rows into the archive, inside a transaction that reads as of one moment."""
    found = tables_of(schema)
    for table in found:
        with connection.cursor() as cursor, cursor.copy(_copy("COPY {} ({}) TO STDOUT", schema, table)) as rows:
            archive.add(table.part, rows)
    return found


def read_rows(schema: str, archive: Reader) -> None:
    """Fill the tables of a schema that is empty, inside the caller's transaction."""
    for table in archive.manifest.tables:
        with (
            archive.open(table.part) as part,
            connection.cursor() as cursor,
            cursor.copy(_copy("COPY {} ({}) FROM STDIN", schema, table)) as rows,
        ):
            for piece in pieces(part):
                rows.write(piece)


def go_on_counting(schema: str, *earlier: list[StoredTable]) -> None:
    """Give out no key that was given out before: none of what is lost, nor of what comes back."""
    with owning(), connection.cursor() as cursor:
        for table in (each for tables in earlier for each in tables):
            for column, last in table.last_keys.items():
                if last:
                    of: dict[str, str | int] = {"schema": schema, "table": table.name, "column": column, "last": last}
                    cursor.execute(GO_ON, of)


def _copy(statement: str, schema: str, table: StoredTable) -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    return sql.SQL(statement).format(sql.Identifier(schema, table.name), columns)
