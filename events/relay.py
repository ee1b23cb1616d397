"""The relay: takes committed events from the outbox and sees them delivered, in order per aggregate.

A relay that dies leaves nothing behind but leases that end; several may run side by side.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import structlog
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from events.errors import DeliveryFailed
from events.hands import Hands
from events.heartbeats import EVERY_SECONDS, RELAY, beat
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
        self.most_of_one = self.capacity // 2
        self.hands = Hands(threads, self._see_to)
        self.woken = threading.Event()
        self.stopping = threading.Event()
        self.counted = threading.Lock()
        self.in_flight: Counter[str] = Counter()
        """Events by schema."""
        self.is_behind = False
        self.beats_at = 0.0

    def run(self) -> None:
        """Relay until ``stop`` is called, then finish what was taken."""
        listener = Listener(self.woken)
        listener.start()
        try:
            while not self.stopping.is_set():
                self._show_life()
                self.woken.clear()
                self._take_guarded()
                self.woken.wait(POLL_SECONDS)
        finally:
            listener.stop()
            self.hands.finish()
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

    def _show_life(self) -> None:
        if time.monotonic() >= self.beats_at:
            beat(RELAY)
            self.beats_at = time.monotonic() + EVERY_SECONDS

    def _take_guarded(self) -> None:
        """A database that is away for a moment must not end the relay."""
        try:
            self._take()
        except DatabaseError as error:
            logger.warning("outbox_unreachable", error=repr(error))
            connection.close()

    def _take(self) -> None:
        with self.counted:
            held = +self.in_flight
        if not (free := self.capacity - held.total()):
            self.is_behind = True
            return
        with public():
            claims = claim_due(limit=free, each=self.most_of_one, held=held)
        held.update(claim.schema for claim in claims)
        self.is_behind = held.total() == self.capacity or max(held.values(), default=0) >= self.most_of_one
        with self.counted:
            self.in_flight.update(claim.schema for claim in claims)
        for claim in claims:
            self.hands.take(claim)

    def _see_to(self, claim: OutboxEvent) -> None:
        """On a thread: settle, then have it looked again where the aggregate goes on, or where not all was taken and
        half of what there may be is done, of all and of the business.
        """
        goes_on = False
        try:
            goes_on = settle_on_thread(claim, self.transport)
        except Exception as error:  # its lease ends, and it is tried again
            logger.exception("event_not_settled", error=repr(error))
        with self.counted:
            self.in_flight[claim.schema] -= 1
            has_room = self.in_flight.total() <= self.capacity // 2
            has_room = has_room and self.in_flight[claim.schema] <= self.most_of_one // 2
        if goes_on or (self.is_behind and has_room):
            self.woken.set()


def settle_on_thread(claim: OutboxEvent, transport: Transport) -> bool:
    """Keep the thread's connection for the next event; where it was lost, try the event once more on a new one."""
    try:
        return _settle_in_public(claim, transport)
    except (OperationalError, InterfaceError):
        connection.close()
        return _settle_in_public(claim, transport)


def _settle_in_public(claim: OutboxEvent, transport: Transport) -> bool:
    with public():
        return settle(claim, transport)


def settle(claim: OutboxEvent, transport: Transport) -> bool:
    """Deliver a claimed event and tick it off, or put it back; whether more of its aggregate is due now.

    An ended lease leaves it to the next who claims it.
    """
    if claim.claimed_until is None or claim.claimed_until <= timezone.now():
        return False
    try:
        transport.send(claim.as_event())
    except DeliveryFailed as failure:
        if is_dead := put_back(claim, failure):
            transport.bury(claim.as_event())
        return is_dead
    return bool(mark_published(claim))
