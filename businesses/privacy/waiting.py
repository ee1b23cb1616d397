"""What is kept of who waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.models import ON_THE_LIST, OfferOutcome, Waiting, WaitingOffer, WaitingStatus
from businesses.privacy.holdings import CUSTOMER, WAITING, Table, columns_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from businesses.privacy.holdings import Subject


def waits_of(subject: Subject) -> tuple[str, ...]:
    """References: they name a place on the list everywhere, in events, mails and workflows."""
    found = Waiting.objects.filter(customer__pk__in=subject.of(CUSTOMER)).order_by("pk")
    return tuple(found.values_list("reference", flat=True))


def waits(subject: Subject | None) -> QuerySet[Waiting]:
    return Waiting.objects.all() if subject is None else Waiting.objects.filter(reference__in=subject.of(WAITING))


def offers(subject: Subject | None) -> QuerySet[WaitingOffer]:
    every = WaitingOffer.objects.all()
    return every if subject is None else every.filter(waiting__reference__in=subject.of(WAITING))


def erase_waits(subject: Subject) -> int:
    """What they waited for stays. Who cannot be told is offered nothing more, and mailed links open nothing."""
    theirs, now = waits(subject), timezone.now()
    left = {"status": WaitingStatus.LEFT, "version": F("version") + 1, "changed_at": now}
    theirs.filter(status__in=ON_THE_LIST).update(**left)
    offers(subject).filter(outcome=OfferOutcome.OPEN).update(outcome=OfferOutcome.WITHDRAWN, answered_at=now)
    with_words = Q(note__gt="") | Q(address__gt="") | Q(manage_nonce__gt="")
    return theirs.filter(with_words).update(note="", address="", manage_nonce="")


# What opens the page of a place is nobody's to have.
WAITS = (
    Table(
        name="waiting_list",
        title=_("waiting list"),
        rows=waits,
        columns=columns_of(Waiting, "manage_nonce"),
        erase=erase_waits,
    ),
    Table(
        name="waiting_offers",
        title=_("offers to who waits"),
        rows=offers,
        columns=columns_of(WaitingOffer),
    ),
)
