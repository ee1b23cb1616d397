"""The whole life of a set of real servers, in a folder of its own beside the set the other tests use."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from embedded import state
from embedded.layout import ROOT, Layout
from tests.embedded.programs import is_alive

WAIT_SECONDS = 90


class Machine:
    """The command line, run on a folder of its own."""

    def __init__(self, var: Path) -> None:
        self.layout = Layout(root=ROOT, var=var)
        inherited = {"DATABASE_URL", "REDIS_URL", "TEMPORAL_ADDRESS", "KAFKA_BOOTSTRAP_SERVERS"}
        self.environment = {k: v for k, v in os.environ.items() if k not in inherited} | {"XSEVEN_VAR": str(var)}
        self.supervisors: list[subprocess.Popen[str]] = []

    def up(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "embedded", "up"],
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.supervisors.append(process)
        return process

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "embedded", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, text=True, capture_output=True, check=False)

    def pids(self) -> dict[str, int]:
        running = state.running(self.layout)
        return {record.name: record.pid or 0 for record in running.processes} if running else {}

    def wait_until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while not condition():
            assert time.monotonic() < deadline, self.pids()
            time.sleep(0.1)

    def is_ready(self) -> bool:
        running = state.running(self.layout)
        return bool(running and running.ready)

    def clear(self) -> None:
        self.call("reset", "--force")
        for supervisor in self.supervisors:
            supervisor.kill()
            supervisor.communicate()

    def variables(self) -> dict[str, str]:
        lines = self.call("env").stdout.splitlines()
        return dict(line.removeprefix("export ").split("=", 1) for line in lines)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path / "var")
    yield made
    made.clear()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """One that is up, for tests that leave it so."""
    made = Machine(tmp_path_factory.mktemp("shared") / "var")
    made.up()
    made.wait_until(made.is_ready)
    yield made
    made.clear()


def query(url: str, statement: str) -> Any:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
        return row[0] if row else None


def test_up_gives_an_application_role_without_power_and_a_database_with_vectors(machine: Machine) -> None:
    machine.up()
    machine.wait_until(machine.is_ready)
    url = machine.variables()["DATABASE_URL"]
    assert (
        query(url, "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
        is False
    )
    assert query(url, "SELECT '[1,2]'::vector <-> '[1,4]'::vector") == 2.0
    assert query(url, "SELECT lower('ÄÖÉ') = 'äöé'"), "text of other alphabets must compare without case"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE made_by_a_test")
    assert query(url.removesuffix("xseven") + "made_by_a_test", "SELECT '[1]'::vector <-> '[2]'::vector") == 1.0


def test_up_twice_says_so_and_leaves_the_first_alone(shared: Machine) -> None:
    second = shared.call("up")
    assert second.returncode == 1
    assert "already running" in second.stderr
    assert shared.supervisors[0].poll() is None
    assert shared.is_ready()


def test_status_lists_the_processes_without_their_secrets(shared: Machine) -> None:
    report = json.loads(shared.call("status").stdout)
    assert {process["name"]: process["pid"] for process in report["processes"]} == shared.pids()
    assert "environment" not in report


def test_up_starts_killed_servers_again_and_keeps_the_data(shared: Machine) -> None:
    url = shared.variables()["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (value int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    before = shared.pids()
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)

    def has_answered() -> bool:
        try:
            return bool(query(url, "SELECT value FROM kept") == 7)
        except psycopg.OperationalError:
            return False

    shared.wait_until(has_answered)
    shared.wait_until(lambda: all(shared.pids()[name] != pid for name, pid in before.items()))


def test_stop_leaves_no_process_and_the_next_start_finds_the_same_addresses(machine: Machine) -> None:
    machine.up()
    machine.wait_until(machine.is_ready)
    pids, variables = machine.pids(), machine.variables()
    assert machine.call("stop").returncode == 0
    assert not any(is_alive(pid) for pid in pids.values())
    machine.up()
    machine.wait_until(machine.is_ready)
    assert machine.variables() == variables


def test_killed_supervisor_takes_its_children_along(machine: Machine) -> None:
    supervisor = machine.up()
    machine.wait_until(machine.is_ready)
    pids = machine.pids()
    supervisor.kill()
    supervisor.wait()
    machine.up()
    machine.wait_until(machine.is_ready)
    machine.wait_until(lambda: not any(is_alive(pid) for pid in pids.values()))


def test_named_servers_are_used_instead_of_embedded_ones(machine: Machine) -> None:
    named = {"DATABASE_URL": "postgresql://a", "REDIS_URL": "redis://b", "TEMPORAL_ADDRESS": "c:7233"}
    machine.environment |= named | {"KAFKA_BOOTSTRAP_SERVERS": "d:9092"}
    machine.up()
    machine.wait_until(machine.is_ready)
    assert machine.pids() == {}
    assert machine.variables().items() >= (named | {"KAFKA_BOOTSTRAP_SERVERS": "d:9092"}).items()


def test_reset_refuses_when_there_is_nobody_to_ask(machine: Machine) -> None:
    machine.layout.make()
    kept = machine.layout.var / "models"
    kept.mkdir()
    refused = machine.call("reset")
    assert refused.returncode == 1
    assert "FORCE=1" in refused.stderr
    assert machine.layout.run.exists()
    assert machine.call("reset", "--force").returncode == 0
    assert [path.name for path in machine.layout.var.iterdir()] == ["models"]


def test_full_disk_or_closed_folder_is_told_in_the_systems_words(machine: Machine) -> None:
    machine.layout.var.parent.mkdir(exist_ok=True)
    machine.layout.var.write_text("a file where the folder should be")
    failed = machine.call("up")
    assert failed.returncode == 1
    assert str(machine.layout.var) in failed.stderr
    assert "Traceback" not in failed.stderr
    machine.layout.var.unlink()
