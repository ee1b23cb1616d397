"""The embedded PostgreSQL: binaries from the wheel, one cluster, an application role that is not a superuser."""

import shutil
import signal
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from embedded import wal
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.postgres_files import APPLICATION_ROLE, BACKUP_ROLE, DATABASE, LOGIN, ROLE, Cluster, place
from embedded.spec import ProcessSpec

SUPERUSER = "postgres"
FIRST_PORT = {False: 15432, True: 25432}

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "256MB",
    "max_connections": "200",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "effective_cache_size": "1GB",
    "wal_compression": "on",
    "max_wal_size": "1GB",
    "synchronous_commit": "on",
    "password_encryption": LOGIN,
    "jit": "off",
    "log_min_messages": "warning",
    # A refused statement would be logged with its values: who books, and what they wrote.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_line_prefix": "%m [%p] %u@%d ",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# A test's database does not outlive its run, so it need not survive a power cut, nor be vacuumed: a database in which
# the server's own worker is at it cannot be dropped but by a superuser.
SETTINGS_FOR_TESTS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}


def prepare(layout: Layout) -> Cluster:
    """Find the binaries, choose the data folder and create the cluster if it is new."""
    cluster = place(layout)
    if not (cluster.data / "PG_VERSION").exists():
        _initialise(cluster)
    return cluster


def process(cluster: Cluster, *, port: int, is_for_tests: bool, archive: Path | None = None) -> ProcessSpec:
    """The server, which puts its log aside where there is an archive.

    SIGINT is its fast shutdown: it does not wait for clients.
    """
    settings = {**SETTINGS, **(SETTINGS_FOR_TESTS if is_for_tests else {}), "port": str(port)}
    if archive is not None:
        settings |= wal.settings(archive)
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return ProcessSpec(
        name="postgres",
        command=(str(cluster.binaries / "postgres"), "-D", str(cluster.data), *options),
        stage=0,
        stop_signal=signal.SIGINT,
        grace_seconds=20,
        user=cluster.user,
    )


def is_up(cluster: Cluster, port: int) -> bool:
    """Whether the server accepts a login, and has replayed what it was told to."""
    try:
        with connect(cluster, port) as connection:
            return connection.execute("SELECT NOT pg_is_in_recovery()").fetchone() == (True,)
    except psycopg.OperationalError:
        return False


def bootstrap(cluster: Cluster, port: int) -> None:
    """Converge what only a superuser may do: the roles, the database, and the vector extension, in template1 too.

    template1 is what every new database copies, so databases the tests create have the extension as well.
    """
    with connect(cluster, port) as connection:
        _converge(connection, ROLE, "CREATEDB NOBYPASSRLS", cluster.application_password)
        _converge(connection, BACKUP_ROLE, "NOCREATEDB BYPASSRLS REPLICATION", cluster.backup_password)
        connection.execute(sql.SQL("GRANT pg_read_all_data TO {}").format(sql.Identifier(BACKUP_ROLE)))
        if not _is_there(connection, APPLICATION_ROLE):
            connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(APPLICATION_ROLE)))
        grant = sql.SQL("GRANT {} TO {}").format(sql.Identifier(APPLICATION_ROLE), sql.Identifier(ROLE))
        connection.execute(grant)
    with connect(cluster, port, "template1") as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public")
    with connect(cluster, port) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone():
            name = sql.Identifier(DATABASE)
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, sql.Identifier(ROLE)))


def _converge(connection: psycopg.Connection, role: str, rights: str, password: str) -> None:
    verb = "ALTER" if _is_there(connection, role) else "CREATE"
    statement = f"{verb} ROLE {{}} LOGIN NOSUPERUSER {rights} PASSWORD {{}}"
    connection.execute(sql.SQL(statement).format(sql.Identifier(role), password))


def _is_there(connection: psycopg.Connection, role: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone() is not None


def connect(cluster: Cluster, port: int, database: str = "postgres") -> psycopg.Connection:
    """A superuser's connection, each statement a transaction of its own."""
    return psycopg.connect(
        host="127.0.0.1",
        port=port,
        user=SUPERUSER,
        password=cluster.superuser_password,
        dbname=database,
        autocommit=True,
        connect_timeout=5,
        require_auth=LOGIN,
    )


def _initialise(cluster: Cluster) -> None:
    """Create the cluster beside its final name, so that an interrupted initdb leaves nothing half made."""
    unfinished = cluster.data.with_name("data.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    password_file = cluster.data.with_name("password")
    password_file.touch(mode=0o600)
    password_file.write_text(cluster.superuser_password)
    if cluster.user:
        cluster.user.owns(password_file)
    command = [
        str(cluster.binaries / "initdb"),
        *("-D", str(unfinished), "-U", SUPERUSER, f"--auth={LOGIN}", f"--pwfile={password_file}"),
        *("--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"),
    ]
    identity = cluster.user.identity if cluster.user else {}
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd="/", **identity)  # noqa: S603
    password_file.unlink()
    if done.returncode != 0:
        raise ServiceError(f"PostgreSQL could not create its cluster in {cluster.data}:\n{done.stderr.strip()}")
    unfinished.rename(cluster.data)
