"""Publishing what customers are told of their data, and keeping what they were shown and agreed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from businesses.models.consents import Consent, PrivacyNotice, Purpose
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking, Customer
    from tenants.actors import Actor

NOTICE_PUBLISHED = "privacy_notice.published"
CONSENT_WITHDRAWN = "consent.withdrawn"

SHOW_THE_NOTICE = frozenset({"chat", "form"})
"""Where a booking comes from whose pages carry the notice; at the desk and over the API it is not we who show it."""


def publish_notice(
    *,
    text: str,
    marketing_question: str,
    by: Actor,
    asks_to_remember: bool = False,
    now: datetime | None = None,
) -> PrivacyNotice:
    """Make this what customers are told from now on; what was told before stays as it was."""
    with transaction.atomic():
        last = PrivacyNotice.objects.aggregate(last=Max("version"))["last"] or 0
        notice = PrivacyNotice.objects.create(
            version=last + 1,
            text=text,
            marketing_question=marketing_question,
            asks_to_remember=asks_to_remember,
            published_at=now or timezone.now(),
            published_by=str(by),
        )
        done(NOTICE_PUBLISHED, about=f"privacynotice:{notice.pk}", by=by, detail={"version": notice.version})
    return notice


def current_notice() -> PrivacyNotice | None:
    return PrivacyNotice.objects.order_by("-version").first()


def note_consent(*, booking: Booking, source: str, wants_marketing: bool, now: datetime) -> None:
    """Keep that who booked was shown the notice, and whether they asked for news; in the caller's transaction.

    Nothing is kept where there is no notice, nor of news that the notice does not ask about. Who does not tick the box
    this time takes nothing back by it: that they do by withdrawing.
    """
    if source not in SHOW_THE_NOTICE or (notice := current_notice()) is None:
        return
    purposes = [Purpose.NOTICE, *([Purpose.MARKETING] if wants_marketing and notice.marketing_question else [])]
    for purpose in purposes:
        Consent.objects.get_or_create(
            customer=booking.customer,
            purpose=purpose,
            notice=notice,
            withdrawn_at=None,
            defaults={"means": source, "evidence": f"booking:{booking.reference}", "given_at": now},
        )


def wants_marketing(customer: Customer) -> bool:
    return Consent.objects.filter(customer=customer, purpose=Purpose.MARKETING, withdrawn_at=None).exists()


def withdraw_marketing(*, customer: Customer, by: Actor, now: datetime) -> int:
    """Take back every standing consent to news of the customer, from this moment on; how many there were."""
    standing = Consent.objects.filter(customer=customer, purpose=Purpose.MARKETING, withdrawn_at=None)
    with transaction.atomic():
        count = standing.update(withdrawn_at=now, withdrawn_by=str(by))
        if count:
            done(CONSENT_WITHDRAWN, about=f"customer:{customer.pk}", by=by, detail={"purpose": str(Purpose.MARKETING)})
    return count
