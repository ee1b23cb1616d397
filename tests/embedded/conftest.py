"""Small stand-ins for servers: the supervisor is the same for any program."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from embedded.console import Console
from embedded.layout import Layout
from embedded.supervisor import Supervisor
from tests.embedded.machines import Machine


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    place = Layout(root=tmp_path, var=tmp_path / "var")
    place.make()
    return place


@pytest.fixture
def supervisor(layout: Layout) -> Supervisor:
    return Supervisor(layout, Console())


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
