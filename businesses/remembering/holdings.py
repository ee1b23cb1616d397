"""What is kept of what is remembered: given out, erased, and gone after its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.models import RememberedBy, RememberedFact, RememberedUse
from businesses.privacy.holdings import BOOKING, CUSTOMER, ORDER, Table, columns_of
from businesses.privacy.retention import Expiring
from businesses.remembering.keeping import forget
from businesses.remembering.opening import standing
from tenants.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from businesses.models import Consent
    from businesses.privacy.holdings import Subject


def references(subject: Subject) -> list[str]:
    return [f"{kind}:{each}" for kind in (BOOKING, ORDER) for each in subject.of(kind)]


def facts(subject: Subject | None) -> QuerySet[RememberedFact]:
    """Also those that another's agreement has kept of a booking of theirs: a mother's of her son's."""
    every = RememberedFact.objects.all()
    if subject is None:
        return every
    return every.filter(Q(consent__customer__pk__in=subject.of(CUSTOMER)) | Q(learned_from__in=references(subject)))


def opened_by(subject: Subject | None) -> QuerySet[RememberedBy]:
    every = RememberedBy.objects.all()
    if subject is None:
        return every
    return every.filter(Q(consent__customer__pk__in=subject.of(CUSTOMER)) | Q(reference__in=references(subject)))


def uses(subject: Subject | None) -> QuerySet[RememberedUse]:
    every = RememberedUse.objects.all()
    return every if subject is None else every.filter(fact__in=facts(subject))


def erase_facts(subject: Subject) -> int:
    return facts(subject).delete()[0]


def erase_openings(subject: Subject) -> int:
    return opened_by(subject).delete()[0]


REMEMBERED = (
    Table(
        name="remembered_by",
        title=_("what opens what is remembered"),
        rows=opened_by,
        columns=columns_of(RememberedBy),
        erase=erase_openings,
    ),
    Table(
        name="remembered",
        title=_("what is remembered of customers"),
        rows=facts,
        columns=columns_of(RememberedFact),
        erase=erase_facts,
    ),
    Table(
        name="remembered_uses",
        title=_("uses of what is remembered"),
        rows=uses,
        columns=columns_of(RememberedUse),
    ),
)


def long_not_here(cutoff: datetime) -> QuerySet[Consent]:
    """Of who has made nothing that opens the collection since."""
    return standing().filter(given_at__lt=cutoff).exclude(opened_by__noted_at__gte=cutoff)


def _forget_long_not_here(cutoff: datetime, most: int) -> int:
    return forget(consents=list(long_not_here(cutoff).order_by("pk")[:most]), by=SYSTEM, now=timezone.now())


EXPIRING = Expiring(
    name="remembered",
    title=_("what customers agreed to have remembered"),
    due=lambda cutoff: long_not_here(cutoff).count(),
    sweep=_forget_long_not_here,
)
