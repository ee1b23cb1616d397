"""Small stand-ins for servers: the supervisor is the same for any program."""

from pathlib import Path

import pytest

from embedded.console import Console
from embedded.layout import Layout
from embedded.supervisor import Supervisor


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    place = Layout(root=tmp_path, var=tmp_path / "var")
    place.make()
    return place


@pytest.fixture
def supervisor(layout: Layout) -> Supervisor:
    return Supervisor(layout, Console())
