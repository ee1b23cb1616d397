"""Answering a repeated request with what the first one was answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, OperationalError, transaction
from psycopg import errors as pg

from businesses.errors import KeyInUse, KeyReused
from businesses.models import IdempotencyKey
from businesses.operations.contention import LONGEST_WAIT, limit_waits

if TYPE_CHECKING:
    from collections.abc import Callable

REMEMBERED_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered: an HTTP status and a JSON body without secrets."""

    status: int
    body: dict[str, Any]


def answer_once(*, scope: str, key: str, fingerprint: str, work: Callable[[], Answer]) -> Answer:
    """Do the work and remember its answer, both or neither; a repeat gets the answer without the work.

    An error is not remembered: nothing took effect, and the request may be sent again. Raises ``KeyReused`` where the
    fingerprint differs, ``KeyInUse`` where the first request is still running after the lock timeout.
    """
    with transaction.atomic():
        limit_waits(LONGEST_WAIT)
        row, is_new = _claimed(scope, key, fingerprint)
        if not is_new:
            return _remembered(row, fingerprint)
        answer = work()
        IdempotencyKey.objects.filter(pk=row.pk).update(status=answer.status, response=answer.body)
        return answer


def _claimed(scope: str, key: str, fingerprint: str) -> tuple[IdempotencyKey, bool]:
    # A second request with the key waits in the unique index until the first has committed or rolled back.
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(scope=scope, key=key, fingerprint=fingerprint), True
    except IntegrityError:
        return IdempotencyKey.objects.get(scope=scope, key=key), False
    except OperationalError as error:
        if isinstance(error.__cause__, pg.LockNotAvailable):
            raise KeyInUse from error
        raise


def _remembered(row: IdempotencyKey, fingerprint: str) -> Answer:
    if row.fingerprint != fingerprint:
        raise KeyReused
    return Answer(status=row.status or 200, body=row.response or {})


def forget_repeats(*, now: datetime) -> int:
    """Delete what was remembered for longer than a day; how many."""
    deleted, _by_model = IdempotencyKey.objects.filter(created_at__lt=now - REMEMBERED_FOR).delete()
    return deleted
