"""How many places of a worker one business may hold at once: all but one, so that the next to come is served.

A place is a lock on a byte of one empty file: the kernel gives it back when the process that holds it ends, however it
ends, and no two businesses ask for the same bytes.
"""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

PAUSE_SECONDS = 0.2
"""Before a task for which there is no place goes back to the end of the queue: while nothing else waits, it comes round
at once."""
MOST_PLACES = 1 << 10
"""Bytes that are a business's."""


@contextmanager
def worker_place(schema: str) -> Iterator[bool]:
    """Hold one of the business's places on this machine for the block; whether there was one."""
    folder = Path(settings.VAR_DIR) / "run"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "places.lock").open("ab") as file:
        first = int.from_bytes(blake2b(schema.encode(), digest_size=6).digest()) * MOST_PLACES
        most = min(max(1, settings.CELERY_WORKER_CONCURRENCY - 1), MOST_PLACES)
        yield any(_is_taken(file, first + number) for number in range(most))


def _is_taken(file: IO[bytes], byte: int) -> bool:
    """Whether it is ours now. Closing the file gives it back."""
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
    except OSError:
        return False
    return True
