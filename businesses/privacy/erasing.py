"""Erasing a person: rows in one transaction, then every other store, as often as it takes."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from businesses.models import Booking, BookingStatus, Customer, Erasure
from businesses.privacy.errors import NameMismatch
from businesses.privacy.events import CUSTOMER_ERASED
from businesses.privacy.holdings import BOOKING, CUSTOMER, Subject, stores, tables
from businesses.privacy.persons import completed, person_of
from events.operations import publish
from tenants.actors import SYSTEM
from tenants.connection import owning
from tenants.context import current_schema
from tenants.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.utils.functional import _StrOrPromise

    from tenants.actors import Actor

logger = structlog.get_logger(__name__)

LOOKED_AT_AGAIN_AFTER = timedelta(minutes=10)
"""Longer than a turn, a mail or a push that was under way when its customer was erased may take."""


def preview(customers: Sequence[Customer]) -> list[tuple[_StrOrPromise, int | None]]:
    """How much there is of the person in each store, empty ones left out; None where a store does not answer now."""
    person = person_of(customers)
    found: list[tuple[_StrOrPromise, int | None]] = [
        (table.title, table.count(person)) for table in tables() if table.erase is not None
    ]
    for store in stores():
        try:
            found.append((store.title, store.count(person)))
        except (AppError, OSError):
            found.append((store.title, None))
    return [(title, count) for title, count in found if count != 0]


def bookings_to_come(customers: Sequence[Customer], *, now: datetime) -> int:
    """Bookings that would stay on the board without a name."""
    theirs = Booking.objects.filter(reference__in=person_of(customers).of(BOOKING))
    return theirs.filter(status=BookingStatus.CONFIRMED, starts_at__gt=now).count()


def erase_customer(
    *, customer: Customer, also: Sequence[Customer] = (), confirmed_name: str, by: Actor, now: datetime | None = None
) -> Erasure:
    """Erase a person from the business's rows; the caller repeats the name. Other stores follow by ``finish_erasure``.

    ``also`` are rows of the same person under another spelling. Bookings stay on the board and in the figures, as
    nobody's. Raises ``NameMismatch``. The receipt that is returned has the counts, and names nobody.
    """
    if confirmed_name.strip() != customer.name:
        raise NameMismatch
    moment = now or timezone.now()
    with transaction.atomic():
        keys = [customer.pk, *(each.pk for each in also)]
        person = person_of(Customer.objects.filter(pk__in=keys).select_for_update())
        erasure = Erasure.objects.create(
            requested_by=str(by),
            requested_at=moment,
            keys={name: list(found) for name, found in person.keys.items()},
            counts=_erase_rows(person),
        )
        publish(
            type=CUSTOMER_ERASED,
            aggregate=f"erasure:{erasure.pk}",
            payload={"id": str(erasure.pk), "counts": erasure.counts},
            by=by,
        )
    logger.info("customer_erased", erasure=str(erasure.pk), counts=erasure.counts, by=str(by))
    return erasure


def erase_forgotten(*, customers: Sequence[Customer]) -> Erasure:
    """Erase people whose time is over, with one receipt for all of them; what lies outside the rows the sweep sees to.

    They are found by keys alone: what was said in conversations goes by a time of its own.
    """
    now = timezone.now()
    person = completed(Subject({CUSTOMER: tuple(str(each.pk) for each in customers)}))
    with transaction.atomic():
        keys = {name: list(found) for name, found in person.keys.items()}
        counts = _erase_rows(person)
        return Erasure.objects.create(requested_by=str(SYSTEM), requested_at=now, keys=keys, counts=counts)


def finish_erasure(*, erasure: Erasure, now: datetime) -> Erasure:
    """See to every store outside the rows; once all were, and some minutes have passed, to all once more.

    A store that cannot be reached is named in ``trouble`` and tried again by the sweep. May be repeated.
    """
    person = completed(Subject({name: tuple(keys) for name, keys in erasure.keys.items()}))
    counts, troubles = Counter(erasure.counts), []
    if erasure.erased_at is not None:
        counts.update(_erase_rows(person))
    for name, erase in (*((store.name, store.erase) for store in stores()), ("statistics", forget_statistics)):
        try:
            counts[name] += erase(person)
        except (AppError, OSError, DatabaseError) as error:
            troubles.append(f"{name}: {type(error).__name__}")
    erasure.counts, erasure.trouble = +counts, "; ".join(troubles)
    if not troubles:
        if erasure.erased_at is not None:
            erasure.checked_at = now
        erasure.erased_at = erasure.erased_at or now
    erasure.save()
    logger.info(
        "erasure_went_on", erasure=str(erasure.pk), counts=erasure.counts, trouble=erasure.trouble,
        is_finished=erasure.checked_at is not None,
    )  # fmt: skip
    return erasure


def finish_erasures(*, now: datetime) -> int:
    """Go on with every erasure of the business that is not finished, and look again at those that seemed to be."""
    due = [
        erasure
        for erasure in Erasure.objects.filter(checked_at=None).order_by("requested_at")
        if erasure.erased_at is None or erasure.erased_at < now - LOOKED_AT_AGAIN_AFTER
    ]
    for erasure in due:
        finish_erasure(erasure=erasure, now=now)
    return len(due)


def _erase_rows(person: Subject) -> dict[str, int]:
    """From above, as rows there are found by those below."""
    counts = {}
    with transaction.atomic():
        for table in reversed(tables()):
            if table.erase is not None and (count := table.erase(person)):
                counts[table.name] = count
    return counts


def forget_statistics(_person: Subject) -> int:
    """The planner keeps samples of what columns hold, names too: have it take new ones. None of them is counted."""
    with transaction.atomic(), owning(), connection.cursor() as cursor:
        for name in _tables_of(current_schema()):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(name)}")
    return 0


def _tables_of(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        return [name for (name,) in cursor.fetchall()]
