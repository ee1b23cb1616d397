import subprocess

import pytest

from embedded import addresses, state
from embedded.layout import Layout
from embedded.state import State


@pytest.fixture
def running(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> State:
    monkeypatch.setenv("XSEVEN_VAR", str(layout.var))
    written = State(
        supervisor=1, ready=True, environment={"DATABASE_URL": "postgresql://here", "REDIS_URL": "redis://here"}
    )
    state.write(layout, written)
    return written


def test_fill_from_running_names_what_is_missing_and_leaves_what_is_set(layout: Layout, running: State) -> None:
    environ = {"REDIS_URL": "redis://elsewhere"}
    with state.acquire(layout):
        addresses.fill_from_running(environ)
    assert environ == {"DATABASE_URL": "postgresql://here", "REDIS_URL": "redis://elsewhere"}


def test_a_process_on_another_database_gets_nothing_of_what_runs(layout: Layout, running: State) -> None:
    """Else tests would take the platform's address from a product that happens to run beside them."""
    environ = {"DATABASE_URL": "postgresql://elsewhere"}
    with state.acquire(layout):
        addresses.fill_from_running(environ)
    assert environ == {"DATABASE_URL": "postgresql://elsewhere"}


def test_fill_from_running_ignores_what_a_stopped_supervisor_left(running: State) -> None:
    environ: dict[str, str] = {}
    addresses.fill_from_running(environ)
    assert environ == {}


def test_as_shell_survives_any_character() -> None:
    value = "a b'c$d`e\"f"
    script = addresses.as_shell({"VALUE": value}) + '\nprintf %s "$VALUE"'
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == value
