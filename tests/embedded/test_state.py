import stat

import pytest

from embedded import state
from embedded.errors import AlreadyRunning
from embedded.layout import Layout
from embedded.state import ProcessRecord, State


def test_state_reads_back_what_was_written(layout: Layout) -> None:
    written = State(supervisor=7, ready=True, environment={"A": "b"}, processes=[ProcessRecord("web", 8, 0, "running")])
    state.write(layout, written)
    assert state.read(layout) == written


def test_state_file_is_for_its_owner_only(layout: Layout) -> None:
    state.write(layout, State(supervisor=7))
    assert stat.S_IMODE(layout.state_file.stat().st_mode) == 0o600


def test_state_is_running_only_while_the_lock_is_held(layout: Layout) -> None:
    with state.acquire(layout):
        state.write(layout, State(supervisor=7))
        assert state.running(layout) is not None
    assert state.running(layout) is None, "a file without its lock is what a killed supervisor left"


def test_lock_is_held_by_one_supervisor(layout: Layout) -> None:
    with state.acquire(layout), pytest.raises(AlreadyRunning):
        state.acquire(layout)


def test_state_survives_a_half_written_file(layout: Layout) -> None:
    layout.state_file.write_text('{"supervisor": 7, "rea')
    assert state.read(layout) is None
