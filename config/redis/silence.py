"""Whether Redis answers, as this process last saw it: while it does not, nobody waits for it.

Each wait ends after ``ANSWER_SECONDS``. A request asks several times, and a server that hangs would cost all of the
waits; so after one failure all others fail at once for ``SILENT_SECONDS``.
"""

from __future__ import annotations

import time

from redis.exceptions import ConnectionError as RedisConnectionError

ANSWER_SECONDS = 1.0
SILENT_SECONDS = 2.0


class RedisSilent(RedisConnectionError):
    """Not asked: it did not answer a moment ago."""


class Silence:
    def __init__(self) -> None:
        self._until = 0.0

    def begin(self) -> None:
        self._until = time.monotonic() + SILENT_SECONDS

    def assert_over(self) -> None:
        """Raises ``RedisSilent`` while nobody should ask."""
        if time.monotonic() < self._until:
            raise RedisSilent("Redis did not answer a moment ago")


silence = Silence()
