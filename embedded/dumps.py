"""The database into one file and back, with PostgreSQL's own programs."""

import os
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from embedded import postgres
from embedded.errors import ServiceError
from embedded.postgres_files import BACKUP_ROLE, DATABASE, ROLE, Cluster

Work = Callable[[Cluster, int], None]
"""Something to do with a running cluster, on its port."""


class AddFiles(Protocol):
    """Puts uploaded files and keys into an archive."""

    def __call__(self, *, archive: tarfile.TarFile) -> None: ...


RESTORING = f"{DATABASE}_restoring"
REHEARSAL = f"{DATABASE}_rehearsal"
BEFORE = f"{DATABASE}_before_restore"
COUNTED = """
SELECT count(*), coalesce(sum(tables), 0), count(*) FILTER (WHERE tables = 0) FROM (
    SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = b.schema_name) FROM tenants_business b) AS of(tables)
"""


def dump(cluster: Cluster, port: int, file: Path) -> None:
    """Write the database as it is at this moment, while it is being used.

    By a role that may only read, and that row-level security does not hold: pg_dump refuses to leave rows out.
    """
    options = ("--format=custom", "--no-password", f"--file={file}")
    run(cluster, "pg_dump", *options, DATABASE, port=port, role=BACKUP_ROLE, password=cluster.backup_password)


def restore(cluster: Cluster, port: int, file: Path) -> None:
    """Put the file's database in place of the present one, which is kept as ``xseven_before_restore`` until the next.

    A file that cannot be read to its end changes nothing: raises ServiceError.
    """
    with postgres.connect(cluster, port) as connection:
        _fill(cluster, port, connection, RESTORING, file)
        _drop(connection, BEFORE)
        _rename(connection, DATABASE, BEFORE)
        _rename(connection, RESTORING, DATABASE)


def rehearse(cluster: Cluster, port: int, file: Path) -> tuple[int, int]:
    """Restore the file beside the database, while that is used, and remove it again: how many businesses, and tables.

    Raises ServiceError where it cannot be restored, or where a business of it has no tables.
    """
    with postgres.connect(cluster, port) as connection:
        _fill(cluster, port, connection, REHEARSAL, file)
        try:
            with postgres.connect(cluster, port, REHEARSAL) as rehearsed:
                businesses, tables, empty = rehearsed.execute(COUNTED).fetchone() or (0, 0, 0)
        finally:
            _drop(connection, REHEARSAL)
    if empty:
        raise ServiceError(f"{file.name} could be restored, and has no tables of {empty} businesses.")
    return businesses, tables


def _fill(cluster: Cluster, port: int, connection: psycopg.Connection, name: str, file: Path) -> None:
    """A new database of that name from the file; none is left where that fails."""
    _drop(connection, name)
    _make(connection, name)
    password = cluster.superuser_password
    options = ("--exit-on-error", "--no-password", f"--dbname={name}", str(file))
    try:
        run(cluster, "pg_restore", *options, port=port, role=postgres.SUPERUSER, password=password)
    except ServiceError:
        _drop(connection, name)
        raise


def _make(connection: psycopg.Connection, name: str) -> None:
    statement = "CREATE DATABASE {} OWNER {}"
    connection.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(ROLE)))


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _rename(connection: psycopg.Connection, name: str, new: str) -> None:
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new)))


def run(cluster: Cluster, program: str, *options: str, port: int, role: str, password: str) -> None:
    command = [str(cluster.binaries / program), "--host=127.0.0.1", f"--port={port}", f"--username={role}", *options]
    environment = {**os.environ, "PGPASSWORD": password}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603 - ours
    if done.returncode != 0:
        raise ServiceError(f"{program} failed:\n{done.stderr.strip()}")
