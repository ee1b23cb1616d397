"""The drill: all data into a file, everything lost, all data back."""

import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from embedded import records
from embedded.layout import ROOT
from embedded.objects import Objects, client
from tests.embedded.machines import Machine
from tests.objects import variables

COUNTS = {
    "a business": "SELECT count(*) FROM tenants_business",
    "its tables": "SELECT count(*) FROM pg_tables WHERE schemaname LIKE 'b\\_%'",
    "rows that row-level security guards": "SELECT count(*) FROM events_outboxevent",
    "policies": "SELECT count(*) FROM pg_policies",
    "vectors": "SELECT count(*) FROM pg_extension WHERE extname = 'vector'",
    "what the application owns": "SELECT count(*) FROM pg_tables WHERE tableowner = current_user",
}
FILES, PICTURE = "uploads-of-the-drill", "b_drill/logo.png"
EVENT = """
INSERT INTO events_outboxevent (uid, schema, topic, type, aggregate, payload, actor, correlation_id, occurred_at,
    attempts, available_at, last_error)
SELECT gen_random_uuid(), schema_name, 't', 't', 'a', '{}', 'a', 'c', now(), 0, now(), '' FROM tenants_business
"""


@pytest.fixture(scope="module")
def drilled(tmp_path_factory: pytest.TempPathFactory, objects: Objects) -> Iterator[Machine]:
    """A machine with a business, an event, an uploaded file in a bucket, and a bucket for its backups."""
    machine = Machine(tmp_path_factory.mktemp("drill") / "var")
    machine.environment |= {**variables(objects), "FILES_BUCKET": FILES}
    client(objects).create_bucket(Bucket=FILES)
    client(objects).put_object(Bucket=FILES, Key=PICTURE, Body=b"picture")
    start(machine)
    manage(machine, "prepare")
    manage(
        machine, "create_business", "drill", "--name=Drill", "--category=food", "--country=IT", "--currency=EUR",
        "--timezone=Europe/Rome", "--owner=owner@example.com",
    )  # fmt: skip
    with psycopg.connect(machine.variables()["DATABASE_URL"]) as connection:
        connection.execute(EVENT)
    yield machine
    machine.clear()


def start(machine: Machine) -> None:
    machine.up()
    machine.wait_until(machine.is_ready)


def manage(machine: Machine, *command: str) -> None:
    environment = {**machine.environment, **machine.variables()}
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, input="correct-horse-battery\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def counts(machine: Machine) -> dict[str, int]:
    with psycopg.connect(machine.variables()["DATABASE_URL"]) as connection:
        return {name: connection.execute(query).fetchone()[0] for name, query in COUNTS.items()}  # type: ignore[index]


def test_everything_comes_back_after_everything_was_lost(drilled: Machine, tmp_path: Path, objects: Objects) -> None:
    before, key = counts(drilled), (drilled.layout.secrets / "secret_key").read_text()
    assert all(before.values()), before
    file = tmp_path / "a.tar"
    written = drilled.call("backup", str(file))
    assert written.returncode == 0, written.stderr
    assert file.stat().st_mode & 0o077 == 0, "it holds customers and the key that signs their links"

    assert f"Copied into s3://{objects.backups}" in written.stdout
    kept = file.rename(tmp_path / "kept.tar")
    rehearsed = drilled.call("rehearse")
    assert rehearsed.returncode == 0, rehearsed.stderr
    assert f"a.tar from s3://{objects.backups} can be restored: 1 businesses with" in rehearsed.stdout
    assert None not in {records.read(drilled.layout)[kind] for kind in (records.BACKUP, records.REHEARSAL)}
    assert counts(drilled) == before, "a rehearsal is beside the database"

    alone = drilled.call("backup", "--business", "drill", str(tmp_path / "drill.zip"))
    assert (alone.returncode, f"Copied into s3://{objects.backups}" in alone.stdout) == (0, True), alone.stderr
    (tmp_path / "drill.zip").unlink()

    drilled.clear()
    client(objects).delete_object(Bucket=FILES, Key=PICTURE)
    assert not drilled.layout.secrets.exists()
    restored = drilled.call("restore", str(file), "--force")
    assert restored.returncode == 0, restored.stderr
    start(drilled)
    assert counts(drilled) == before
    assert (drilled.layout.secrets / "secret_key").read_text() == key
    assert client(objects).get_object(Bucket=FILES, Key=PICTURE)["Body"].read() == b"picture"
    manage(drilled, "prepare")

    kept.rename(file)
    running = drilled.call("restore", str(file), "--force")
    assert (running.returncode, "make stop" in running.stderr) == (1, True)
    drilled.call("stop")
    for name, content in {"no.tar": b"text", "cut.tar": file.read_bytes()[: file.stat().st_size // 2]}.items():
        (tmp_path / name).write_bytes(content)
        assert drilled.call("restore", str(tmp_path / name), "--force").returncode == 1
        assert drilled.call("rehearse", str(tmp_path / name)).returncode == 1
    nowhere = drilled.call("restore", "b.tar", "--force")
    assert (nowhere.returncode, "there is a.tar" in nowhere.stderr) == (1, True)
    asked = drilled.call("restore", str(file))
    assert (asked.returncode, "FORCE=1" in asked.stderr) == (1, True)

    stopped = drilled.call("backup")
    assert stopped.returncode == 0, stopped.stderr
    [by_time] = (drilled.layout.var / "backups").glob("*.tar")
    with tarfile.open(by_time) as archive:
        assert {"database.dump", f"media/{PICTURE}", "secret_key", "master_key"} <= set(archive.getnames())
    start(drilled)
    assert counts(drilled) == before, "what could not be restored changed nothing"

    beside = drilled.call("restore", "drill.zip", "--as", "drill-2")
    assert beside.returncode == 0, beside.stderr
    assert counts(drilled)["a business"] == 2
    unknown = drilled.call("restore", "no.zip", "--as", "drill-3")
    assert (unknown.returncode, "there is drill.zip" in unknown.stderr) == (1, True)
