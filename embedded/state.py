"""What runs, as a file others read: `run/services.json`, and the lock that says it is true.

The lock is the kernel's (flock): a supervisor that was killed leaves the file but no stale claim.
"""

import fcntl
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from embedded.errors import AlreadyRunning
from embedded.layout import Layout

RUNNING = "running"
ENDED = "ended"


@dataclass
class ProcessRecord:
    """One child of the supervisor. `pid` leads its own process group."""

    name: str
    pid: int | None
    restarts: int
    state: str


@dataclass
class State:
    """A set of services: `environment` is what a client process needs to find it."""

    supervisor: int
    ready: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    processes: list[ProcessRecord] = field(default_factory=list)


def write(layout: Layout, state: State) -> None:
    """Replace the file in one step. It holds passwords: mode 0600."""
    temporary = layout.state_file.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(state), file, indent=2)
    temporary.replace(layout.state_file)


def read(layout: Layout) -> State | None:
    """The last state written, by a supervisor that may be gone; None when there never was one."""
    try:
        content: dict[str, Any] = json.loads(layout.state_file.read_text())
    except (FileNotFoundError, PermissionError, json.JSONDecodeError):
        return None
    content["processes"] = [ProcessRecord(**record) for record in content["processes"]]
    return State(**content)


def running(layout: Layout) -> State | None:
    """The state of a supervisor that is alive; None otherwise."""
    return read(layout) if is_locked(layout.lock_file) else None


def acquire(layout: Layout) -> IO[str]:
    """Claim this set of services for as long as the returned file is open."""
    lock = layout.lock_file.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise AlreadyRunning(f"These services are already running (lock {layout.lock_file}).") from error
    return lock


def is_locked(path: Path) -> bool:
    """Whether a living process holds the lock on `path`."""
    try:
        file = path.open()
    except (FileNotFoundError, PermissionError):
        return False
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
