"""The whole life of a set of real servers, in a folder of its own beside the set the other tests use."""

import json
import os
import signal
from typing import Any

import psycopg

from tests.embedded.machines import Machine
from tests.embedded.programs import is_alive


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
    named = {"DATABASE_URL": "postgresql://a", "REDIS_URL": "redis://b", "TEMPORAL_ADDRESS": "127.0.0.1:1"}
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
