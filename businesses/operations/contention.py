"""Many people wanting one place: short waits, few tries, and then a truthful answer."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg import errors as pg

from businesses.errors import BookingBusy

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LOCK_TIMEOUT = "3s"
TRIES = 8
LONGEST_PAUSE = 0.05
# Losing one of these to another transaction means: look again, the answer is there now.
RACED = frozenset(
    {
        "no_double_booking",
        "businesses_booking_reference_key",
        "businesses_booking_hold_key_key",
        "one_customer_per_name_and_contact",
        "one_change_per_version",
    }
)


class Raced(Exception):
    """What was read has changed before it was locked."""


def _is_race(error: IntegrityError) -> bool:
    cause = error.__cause__
    return isinstance(cause, pg.IntegrityError) and cause.diag.constraint_name in RACED


def _is_wait_over(error: OperationalError) -> bool:
    return isinstance(error.__cause__, pg.LockNotAvailable | pg.DeadlockDetected | pg.SerializationFailure)


def limit_waits() -> None:
    """Let no statement of this transaction wait long for a lock: a person is waiting for the answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [LOCK_TIMEOUT])


def _once(work: Callable[[], T]) -> T:
    with transaction.atomic():
        limit_waits()
        return work()


def settled(work: Callable[[], T]) -> T:
    """Run the work in a transaction (a savepoint inside another), again when it lost a race or waited too long.

    The work must read everything anew each time. After eight tries it raises ``BookingBusy`` and nothing was written.
    """
    for attempt in range(TRIES):
        if attempt:
            time.sleep(random.uniform(0, LONGEST_PAUSE * attempt))
        try:
            return _once(work)
        except Raced:
            continue
        except IntegrityError as error:
            if not _is_race(error):
                raise
        except OperationalError as error:
            if not _is_wait_over(error):
                raise
    raise BookingBusy
