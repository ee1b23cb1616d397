"""What goes by itself when it has been kept for as long as the owner wants it kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from audit.models import Particulars
from businesses.models import Booking, CatalogueImport, Customer, Order, RetentionPolicy, Waiting
from businesses.privacy.erasing import erase_forgotten
from tenants.context import current_schema
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet
    from django.utils.functional import _StrOrPromise

    from tenants.actors import Actor

OLD_DATA_SWEPT = "data.swept"

BITE = 200
"""Rows of a class taken in one transaction: no lock lasts longer than it takes for so many."""
MOST_BITES = 500
"""Of a class in one sweep; the next day's goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiring:
    """A class of data: ``name`` is its field of ``RetentionPolicy``, less ``_days``.

    ``due`` counts what is older than an instant and still there; ``sweep`` removes so many of it at most, inside the
    caller's transaction, and says how many it took.
    """

    name: str
    title: _StrOrPromise
    due: Callable[[datetime], int]
    sweep: Callable[[datetime, int], int]


_expiring: dict[str, Expiring] = {}


def expire(*classes: Expiring) -> None:
    """Declare what an app lets go of: called from its ``ready``."""
    _expiring.update({each.name: each for each in classes})


def expiring() -> tuple[Expiring, ...]:
    return tuple(_expiring.values())


def cutoffs(policy: RetentionPolicy, *, now: datetime) -> list[tuple[Expiring, datetime]]:
    """Each class that does not stay for good, and the instant before which it goes."""
    chosen = ((each, getattr(policy, f"{each.name}_days")) for each in expiring())
    return [(each, now - timedelta(days=days)) for each, days in chosen if days is not None]


def preview_sweep(policy: RetentionPolicy, *, now: datetime) -> list[tuple[_StrOrPromise, int]]:
    """What a sweep at this moment would remove, by class; under a policy that need not be saved."""
    return [(each.title, each.due(cutoff)) for each, cutoff in cutoffs(policy, now=now)]


def sweep_old(*, now: datetime, by: Actor) -> dict[str, int]:
    """Remove what the business has kept for long enough; how much of each class. The second time there is nothing."""
    counts = {each.name: _sweep(each, cutoff, by) for each, cutoff in cutoffs(RetentionPolicy.current(), now=now)}
    return {name: count for name, count in counts.items() if count}


def _sweep(old: Expiring, cutoff: datetime, by: Actor) -> int:
    total = 0
    for _bite in range(MOST_BITES):
        with transaction.atomic():
            taken = old.sweep(cutoff, BITE)
            if taken:
                done(OLD_DATA_SWEPT, about=f"retention:{old.name}", by=by, detail={"count": taken, "before": cutoff})
        total += taken
        if taken < BITE:
            break
    return total


def long_gone(cutoff: datetime) -> QuerySet[Customer]:
    """Customers who have not been here, nor were written down, since."""
    booked = Booking.objects.filter(customer=OuterRef("pk"), starts_at__gte=cutoff)
    ordered = Order.objects.filter(customer=OuterRef("pk"), ready_at__gte=cutoff)
    waits = Waiting.objects.filter(customer=OuterRef("pk"), latest_at__gte=cutoff)
    return Customer.objects.filter(
        ~Exists(booked), ~Exists(ordered), ~Exists(waits), erased_at=None, created_at__lt=cutoff
    )


def _erase_long_gone(cutoff: datetime, most: int) -> int:
    gone = list(long_gone(cutoff).order_by("pk")[:most])
    if gone:
        erase_forgotten(customers=gone)
    return len(gone)


def _old_log(cutoff: datetime) -> QuerySet[Particulars]:
    """The bare entries of the audit stay: nobody can be told from them."""
    return Particulars.objects.filter(schema=current_schema(), entry__at__lt=cutoff)


def _delete_old_log(cutoff: datetime, most: int) -> int:
    return Particulars.objects.filter(pk__in=list(_old_log(cutoff).values_list("pk", flat=True)[:most])).delete()[0]


def _old_imports(cutoff: datetime) -> QuerySet[CatalogueImport]:
    """What they did to which row says who did what, as the record does."""
    return CatalogueImport.objects.filter(requested_at__lt=cutoff)


def _delete_old_imports(cutoff: datetime, most: int) -> int:
    keys = list(_old_imports(cutoff).values_list("pk", flat=True)[:most])
    CatalogueImport.objects.filter(pk__in=keys).delete()
    return len(keys)


def _delete_old_record(cutoff: datetime, most: int) -> int:
    taken = _delete_old_log(cutoff, most)
    return taken + _delete_old_imports(cutoff, most - taken)


OWN = (
    Expiring(
        name="customers",
        title=_("customers"),
        due=lambda cutoff: long_gone(cutoff).count(),
        sweep=_erase_long_gone,
    ),
    Expiring(
        name="admin_log",
        title=_("what was done, by whom and from where"),
        due=lambda cutoff: _old_log(cutoff).count() + _old_imports(cutoff).count(),
        sweep=_delete_old_record,
    ),
)
