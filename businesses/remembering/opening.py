"""What is remembered of whoever has proved that a booking or order is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, OuterRef, Subquery, When

from businesses.models import Consent, Purpose, RememberedFact, RememberedKind, RememberedUse
from businesses.privacy.consenting import current_notice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from businesses.models import PrivacyNotice


IN_ORDER = Case(*(When(kind=kind, then=place) for place, kind in enumerate(RememberedKind.values)))
"""As the kinds are told: the service first."""


def notice_that_asks() -> PrivacyNotice | None:
    """The notice of now, where it says that customers are asked whether to remember what they choose."""
    notice = current_notice()
    return notice if notice is not None and notice.asks_to_remember else None


def standing() -> QuerySet[Consent]:
    """The collections there are."""
    return Consent.objects.filter(purpose=Purpose.REMEMBER, withdrawn_at=None)


def opened_by(references: Collection[str]) -> QuerySet[Consent]:
    """The collections that these bookings and orders open (``booking:K7F-2QM``), the newest first."""
    found = standing().filter(opened_by__reference__in=references).distinct()
    return found.select_related("customer").order_by("-given_at", "-pk")


def facts_of(consents: Iterable[Consent] | QuerySet[Consent]) -> QuerySet[RememberedFact]:
    """What they say, with when each was last used (``used_at``) and by whom (``used_by``)."""
    uses = RememberedUse.objects.filter(fact=OuterRef("pk")).order_by("-at", "-pk")
    return (
        RememberedFact.objects.filter(consent__in=consents, forgotten_at=None)
        .annotate(used_at=Subquery(uses.values("at")[:1]), used_by=Subquery(uses.values("by")[:1]))
        .order_by("-consent", "relation", IN_ORDER)
    )
