"""Waiting for work: PostgreSQL tells when an event was committed, and a poll covers what it could not tell."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import psycopg
import structlog
from django.db import connection

from events.operations import WAKE_CHANNEL

if TYPE_CHECKING:
    from typing import Any

logger = structlog.get_logger(__name__)

POLL_SECONDS = 1.0


class Listener(threading.Thread):
    """Sets ``woken`` on every commit of an event, on a connection of its own that it reopens when lost."""

    def __init__(self, woken: threading.Event) -> None:
        super().__init__(name="outbox-listener", daemon=True)
        self.woken = woken
        self.stopped = threading.Event()
        self.parameters: dict[str, Any] = connection.get_connection_params()

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                logger.warning("outbox_listener_lost", error=repr(error))
                self.stopped.wait(POLL_SECONDS)

    def _listen(self) -> None:
        with psycopg.connect(**self.parameters, autocommit=True) as listening:
            listening.execute(f'LISTEN "{WAKE_CHANNEL}"')
            self.woken.set()  # what was committed while nobody listened
            while not self.stopped.is_set():
                for _notice in listening.notifies(timeout=POLL_SECONDS, stop_after=1):
                    self.woken.set()

    def stop(self) -> None:
        self.stopped.set()
