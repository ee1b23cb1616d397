"""Numbered seats at the tests' servers, so that test runs at the same time never share a database.

A seat is a locked file: a run that is killed frees its seat with its last breath.
"""

import fcntl
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from embedded.errors import ServiceError
from embedded.layout import Layout
from embedded.state import is_locked

SEATS = 64
WORKERS_PER_SEAT = 32


@dataclass
class Slot:
    """A seat, held until `release` or the end of the process."""

    number: int
    _lock: IO[str]

    def release(self) -> None:
        self._lock.close()


def take(layout: Layout) -> Slot:
    """The lowest free seat."""
    folder = _folder(layout)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(SEATS):
        lock = (folder / f"{number}.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return Slot(number, lock)
    raise ServiceError(f"{SEATS} test runs are under way; wait for one to end.")


def are_taken(layout: Layout) -> bool:
    """Whether any test run is under way."""
    return any(is_locked(path) for path in _folder(layout).glob("*.lock"))


def redis_database(slot: int, worker: str) -> int:
    """The Redis database of one test process; `worker` is xdist's name for it (gw0, gw1, …) or empty."""
    position = int(worker.removeprefix("gw")) + 1 if worker else 0
    if position >= WORKERS_PER_SEAT:
        raise ServiceError(f"At most {WORKERS_PER_SEAT - 1} pytest workers are supported.")
    return slot * WORKERS_PER_SEAT + position


def _folder(layout: Layout) -> Path:
    return layout.run / "slots"
