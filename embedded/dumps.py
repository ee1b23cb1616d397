"""The database into one file and back, with PostgreSQL's own programs."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from embedded import postgres
from embedded.errors import ServiceError
from embedded.postgres_files import BACKUP_ROLE, DATABASE, ROLE, Cluster

Work = Callable[[Cluster, int], None]
"""Something to do with a running cluster, on its port."""

RESTORING = f"{DATABASE}_restoring"
BEFORE = f"{DATABASE}_before_restore"


def dump(cluster: Cluster, port: int, file: Path) -> None:
    """Write the database as it is at this moment, while it is being used.

    By a role that may only read, and that row-level security does not hold: pg_dump refuses to leave rows out.
    """
    options = ("--format=custom", "--no-password", f"--file={file}")
    _run(cluster, "pg_dump", *options, port=port, role=BACKUP_ROLE, password=cluster.backup_password)


def restore(cluster: Cluster, port: int, file: Path) -> None:
    """Put the file's database in place of the present one, which is kept as ``xseven_before_restore`` until the next.

    A file that cannot be read to its end changes nothing: raises ServiceError.
    """
    with postgres.connect(cluster, port) as connection:
        _drop(connection, RESTORING)
        _make(connection, RESTORING)
        try:
            _run(
                cluster, "pg_restore", "--exit-on-error", "--no-password", f"--dbname={RESTORING}", str(file),
                port=port, role=postgres.SUPERUSER, password=cluster.superuser_password,
            )  # fmt: skip
        except ServiceError:
            _drop(connection, RESTORING)
            raise
        _drop(connection, BEFORE)
        _rename(connection, DATABASE, BEFORE)
        _rename(connection, RESTORING, DATABASE)


def _make(connection: psycopg.Connection, name: str) -> None:
    statement = "CREATE DATABASE {} OWNER {}"
    connection.execute(sql.SQL(statement).format(sql.Identifier(name), sql.Identifier(ROLE)))


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _rename(connection: psycopg.Connection, name: str, new: str) -> None:
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(new)))


def _run(cluster: Cluster, program: str, *options: str, port: int, role: str, password: str) -> None:
    command = [str(cluster.binaries / program), "--host=127.0.0.1", f"--port={port}", f"--username={role}", *options]
    if program == "pg_dump":
        command.append(DATABASE)
    environment = {**os.environ, "PGPASSWORD": password}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)  # noqa: S603 - ours
    if done.returncode != 0:
        raise ServiceError(f"{program} failed:\n{done.stderr.strip()}")
