"""The relay: takes committed events from the outbox and sees them delivered, in order per aggregate.

A relay that dies leaves nothing behind but leases that end; several may run side by side.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

import structlog
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from events.errors import DeliveryFailed
from events.outbox import claim_due, mark_published, put_back
from events.wakeups import POLL_SECONDS, Listener
from tenants.context import public

if TYPE_CHECKING:
    from events.models import OutboxEvent
    from events.transports import Transport

logger = structlog.get_logger(__name__)

THREADS = 4
CLAIMED_PER_THREAD = 8  # enough to keep threads busy between claims, few enough to be delivered within a lease


class Relay:
    def __init__(self, transport: Transport, *, threads: int = THREADS) -> None:
        self.transport = transport
        self.capacity = threads * CLAIMED_PER_THREAD
        self.executor = ThreadPoolExecutor(threads, thread_name_prefix="relay")
        self.woken = threading.Event()
        self.stopping = threading.Event()
        self.counted = threading.Lock()
        self.in_flight = 0

    def run(self) -> None:
        """Relay until ``stop`` is called, then finish what was taken."""
        listener = Listener(self.woken)
        listener.start()
        try:
            while not self.stopping.is_set():
                self.woken.clear()
                if not self._take_guarded():
                    self.woken.wait(POLL_SECONDS)
        finally:
            listener.stop()
            self.executor.shutdown(wait=True)
            self.transport.close()

    def stop(self) -> None:
        self.stopping.set()
        self.woken.set()

    def drain(self) -> int:
        """Deliver all that is due now, in this thread; return how many events were tried."""
        tried = 0
        while claims := claim_due(limit=self.capacity):
            for claim in claims:
                settle(claim, self.transport)
            tried += len(claims)
        return tried

    def _take_guarded(self) -> int:
        """A database that is away for a moment must not end the relay."""
        try:
            return self._take()
        except DatabaseError as error:
            logger.warning("outbox_unreachable", error=repr(error))
            connection.close()
            return 0

    def _take(self) -> int:
        if (free := self.capacity - self.in_flight) <= 0:
            return 0
        with public():
            claims = claim_due(limit=free)
        for claim in claims:
            with self.counted:
                self.in_flight += 1
            self.executor.submit(settle_on_thread, claim, self.transport).add_done_callback(self._settled)
        return len(claims)

    def _settled(self, done: Future[None]) -> None:
        """Look for more once half of the capacity is free: one claim then fetches many."""
        with self.counted:
            self.in_flight -= 1
            wants_more = self.in_flight <= self.capacity // 2
        if (error := done.exception()) is not None:
            logger.error("event_not_settled", error=repr(error))  # its lease ends, and it is tried again
        if wants_more:
            self.woken.set()


def settle_on_thread(claim: OutboxEvent, transport: Transport) -> None:
    """Keep the thread's connection for the next event; where it was lost, try the event once more on a new one."""
    try:
        _settle_in_public(claim, transport)
    except (OperationalError, InterfaceError):
        connection.close()
        _settle_in_public(claim, transport)


def _settle_in_public(claim: OutboxEvent, transport: Transport) -> None:
    with public():
        settle(claim, transport)


def settle(claim: OutboxEvent, transport: Transport) -> None:
    """Deliver a claimed event and tick it off, or put it back.  An ended lease leaves it to the next who claims it."""
    if claim.claimed_until is None or claim.claimed_until <= timezone.now():
        return
    try:
        transport.send(claim.as_event())
    except DeliveryFailed as failure:
        if put_back(claim, failure):
            transport.bury(claim.as_event())
    else:
        mark_published(claim)
