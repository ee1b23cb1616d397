"""Many people wanting one place: short waits, few tries, and then a truthful answer."""

from __future__ import annotations

import math
import random
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg import errors as pg

from businesses.errors import BookingBusy
from tenants.context import current_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tenants.errors import AppError

T = TypeVar("T")

LONGEST_WAIT = 4.0
"""Seconds all tries together wait: a turn that writes twice (hold, confirm) still ends before its lease of ten."""
TRIES = 8
LONGEST_PAUSE = 0.05
SLACK = 0.05
"""Seconds by which a statement's limit may outlast the whole, so that it is not set anew before each one."""
SET_LIMIT = "SELECT set_config('lock_timeout', %s, true)"
OF_SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
"""Statements that wait for nothing, and of which the last is all that a failed transaction still takes."""
# Losing one of these to another transaction means: look again, the answer is there now.
RACED = frozenset(
    {
        "no_double_booking",
        "businesses_booking_reference_key",
        "businesses_booking_hold_key_key",
        "one_customer_per_name_and_contact",
        "one_change_per_version",
        "businesses_order_reference_key",
        "businesses_order_order_key_key",
        "one_order_change_per_version",
        "businesses_waiting_reference_key",
        "one_open_offer_for_who_waits",
        "businesses_bookingseries_key_key",
    }
)


class Raced(Exception):
    """What was read has changed before it was locked."""


class Patience:
    """Lets no statement wait for a lock beyond the end of the whole: a person is waiting for the answer."""

    def __init__(self) -> None:
        self.ends_at = monotonic() + LONGEST_WAIT
        self.limit = math.inf

    @property
    def left(self) -> float:
        return self.ends_at - monotonic()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """A wrapper of Django's (``connection.execute_wrapper``): sets the limit where time has passed since."""
        if self.left < self.limit - SLACK and not sql.startswith(OF_SAVEPOINTS):
            self.limit = max(self.left, SLACK)
            execute(SET_LIMIT, [_milliseconds(self.limit)], False, context)
        return execute(sql, params, many, context)


def _milliseconds(seconds: float) -> str:
    return f"{math.ceil(seconds * 1000)}ms"


def limit_waits(seconds: float) -> None:
    """Let no statement of this transaction wait longer for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(SET_LIMIT, [_milliseconds(seconds)])


def queue_for(keys: Iterable[str]) -> None:
    """Hold the keys until the end of this transaction, one after the other in the same order for everybody."""
    with connection.cursor() as cursor:
        for key in sorted(keys):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{current_schema()}:{key}"])


def _is_race(error: IntegrityError) -> bool:
    cause = error.__cause__
    return isinstance(cause, pg.IntegrityError) and cause.diag.constraint_name in RACED


def _is_wait_over(error: OperationalError) -> bool:
    return isinstance(error.__cause__, pg.LockNotAvailable | pg.DeadlockDetected | pg.SerializationFailure)


def _once(work: Callable[[], T], patience: Patience) -> T:
    with transaction.atomic():
        patience.limit = math.inf  # a savepoint that was rolled back took the last one with it
        with connection.execute_wrapper(patience):
            done = work()
        if patience.limit < LONGEST_WAIT - SLACK:
            limit_waits(LONGEST_WAIT)  # what an outer transaction does next has a patience of its own
        return done


def settled(work: Callable[[], T], *, busy: type[AppError] = BookingBusy) -> T:
    """Run the work in a transaction (a savepoint inside another), again when it lost a race or waited too long.

    The work must read everything anew each time. After eight tries, or ``LONGEST_WAIT`` seconds however they were
    spent, it raises ``busy`` and nothing was written.
    """
    patience = Patience()
    for attempt in range(TRIES):
        if attempt:
            if patience.left <= 0:
                break
            sleep(random.uniform(0, LONGEST_PAUSE * attempt))
        try:
            return _once(work, patience)
        except Raced:
            continue
        except IntegrityError as error:
            if not _is_race(error):
                raise
        except OperationalError as error:
            if not _is_wait_over(error):
                raise
    raise busy
