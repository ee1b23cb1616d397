"""The drill of the log: rows come back as they were at a moment, and what cannot be restored changes nothing."""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from embedded import records, state
from embedded.objects import Objects, client
from embedded.offsite import Bucket
from embedded.pruning import MANIFEST, prune
from embedded.shipping import send_log
from embedded.state import State
from tests.embedded.machines import Machine
from tests.embedded.test_backups import start
from tests.objects import variables

SERVERS = ("postgres", "redis", "temporal", "temporal_ui")


def machine_logging_into(archive: Path, var: Path, objects: Objects) -> Machine:
    """On ports that no machine of another test takes while it is stopped."""
    machine = Machine(var)
    machine.environment |= {"WAL_ARCHIVE": str(archive), **variables(objects), "FILES_BUCKET": ""}
    machine.layout.make()
    state.write(machine.layout, State(supervisor=0, ports=dict(zip(SERVERS, range(23411, 23415), strict=True))))
    return machine


@pytest.fixture
def archive() -> Iterator[Path]:
    """Where the server's own user comes, too: the tests' folder is root's alone."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(folder) / "wal"


@pytest.fixture
def logged(tmp_path: Path, archive: Path, objects: Objects) -> Iterator[Machine]:
    """A machine whose log is put aside, and copied into a bucket."""
    archive.parent.chmod(0o711)
    machine = machine_logging_into(archive, tmp_path / "var", objects)
    yield machine
    machine.clear()


def write(machine: Machine, row: str) -> None:
    with psycopg.connect(machine.variables()["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS told (row text)")
        connection.execute("INSERT INTO told VALUES (%s)", [row])


def rows(machine: Machine) -> list[str]:
    with psycopg.connect(machine.variables()["DATABASE_URL"]) as connection:
        return [row for (row,) in connection.execute("SELECT row FROM told ORDER BY 1")]


def refused(machine: Machine, *arguments: str) -> str:
    done = machine.call("restore", *arguments, "--force")
    assert done.returncode == 1, done.stdout
    return done.stderr


def test_rows_come_back_as_they_were_at_a_moment(
    logged: Machine, archive: Path, tmp_path: Path, objects: Objects
) -> None:
    start(logged)
    write(logged, "1 before the copy")
    (logged.layout.var / "media" / "logo.png").write_bytes(b"picture")
    copied = logged.call("backup", "--base")
    assert copied.returncode == 0, copied.stderr
    write(logged, "2 after it")
    moment = datetime.now(UTC)
    time.sleep(0.1)
    write(logged, "3 a mistake")
    assert "make stop" in refused(logged, "--at", "latest")
    logged.call("stop")
    [base] = (archive / "base").iterdir()
    assert prune(archive, archive / "base", 1) == (0, 0)
    assert (base / MANIFEST).is_file()
    assert "before that time" in refused(logged, "--at", str(moment - timedelta(days=1)))
    assert "Say what" in refused(logged, "--at", "yesterday")

    restored = logged.call("restore", "--at", moment.isoformat(), "--force")
    assert restored.returncode == 0, restored.stderr + restored.stdout
    start(logged)
    assert rows(logged) == ["1 before the copy", "2 after it"]
    write(logged, "4 since then")
    logged.call("stop")

    assert "AT=latest" in refused(logged, "--at", str(moment + timedelta(days=1)))
    packed = base / "base.tar.gz"
    whole = packed.read_bytes()
    packed.write_bytes(whole[: len(whole) // 2])
    assert "cannot be read" in refused(logged, "--at", "latest")
    packed.write_bytes(whole)
    start(logged)
    assert rows(logged) == ["1 before the copy", "2 after it", "4 since then"], "what fails changes nothing"
    assert records.places(logged.layout)["base"] == f"s3://{objects.backups}"

    logged.call("stop")
    send_log(archive, Bucket(client(objects), objects.backups))
    logged.clear()
    shutil.rmtree(archive)
    other = machine_logging_into(archive, tmp_path / "other", objects)
    try:
        assert other.call("restore", "--at", "latest", "--force").returncode == 0
        start(other)
        assert rows(other) == ["1 before the copy", "2 after it", "4 since then"], "on another machine"
        assert (other.layout.var / "media" / "logo.png").read_bytes() == b"picture"
    finally:
        other.clear()


def test_without_an_archive_it_says_what_to_set(machine: Machine) -> None:
    for command in (("backup", "--base"), ("restore", "--at", "latest", "--force")):
        done = machine.call(*command)
        assert (done.returncode, "WAL_ARCHIVE" in done.stderr) == (1, True)


def test_a_record_that_cannot_be_read_is_as_none(machine: Machine) -> None:
    machine.layout.make()
    assert set(records.read(machine.layout).values()) == {None}
    records.note(machine.layout, records.BACKUP, "s3://backups")
    path = machine.layout.var / "backups" / "record.json"
    assert datetime.fromisoformat(json.loads(path.read_text())["backup"]).tzinfo is not None
    assert path.stat().st_mode & 0o077 == 0
    path.write_text("{")
    assert records.read(machine.layout)["backup"] is None
