"""How much of a process one business may take up, so that one whose tables are locked leaves the others theirs."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from functools import cache
from threading import Condition
from typing import TYPE_CHECKING

from django.conf import settings

from tenants.connection import connection
from tenants.errors import BusinessBusy

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS = 5.0
"""As long as for a connection of the pool."""


class Shares:
    """Counts the requests of each business that are being answered, each of which holds a connection."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[str] = Counter()
        self._changed = Condition()

    @contextmanager
    def of(self, schema: str) -> Iterator[None]:
        """Take a place for the block; raises ``BusinessBusy`` when none gets free in time."""
        self._take(schema)
        try:
            yield
        finally:
            self._give_back(schema)

    def _take(self, schema: str) -> None:
        with self._changed:
            if self._taken[schema] >= self._most:
                self._wait(schema)
            self._taken[schema] += 1

    def _wait(self, schema: str) -> None:
        if not connection.in_atomic_block:
            connection.close()  # who waits for a place must not hold what the places are of
        if not self._changed.wait_for(lambda: self._taken[schema] < self._most, PATIENCE_SECONDS):
            raise BusinessBusy

    def _give_back(self, schema: str) -> None:
        with self._changed:
            self._taken[schema] -= 1
            if not self._taken[schema]:
                del self._taken[schema]
            self._changed.notify_all()


@cache
def shares() -> Shares:
    return Shares(settings.BUSINESS_CONNECTIONS)
