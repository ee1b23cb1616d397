"""What beat asks of billing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from celery import shared_task
from django.utils import timezone

from billing.models import Standing, Subscription
from billing.operations.collecting import collect, remind
from billing.operations.mailing import tell_of_unpaid, tell_of_use
from billing.operations.metering import meter_here
from billing.operations.running import advance
from billing.operations.subscribing import begin_trial
from billing.operations.usage import sum_hours
from billing.queries.owed import unpaid
from payments.models import Way
from payments.operations.reconciling import reconcile
from payments.platform import PLATFORM, platform_cards
from tenants.context import enter
from tenants.models import Business

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

RECONCILED = timedelta(days=40)
"""Longer than a bank may take to settle a card's payment, and than a dispute comes late in most cases."""

logger = structlog.get_logger(__name__)


def _each(does: Callable[[Business, datetime], object]) -> int:
    """Every business that is billed; one business's trouble must not keep the others from it. How many worked."""
    now, worked = timezone.now(), 0
    billed = Subscription.objects.exclude(standing=Standing.ENDED).values("schema")
    for business in Business.objects.filter(schema_name__in=billed, is_suspended=False).iterator():
        try:
            does(business, now)
            worked += 1
        except Exception:
            logger.exception("not_billed", business_schema=business.schema_name, step=does.__name__)
    return worked


@shared_task(acks_late=False)
def meter_usage() -> int:
    """Note what every business has used, and sum the hours that changed."""
    worked = _each(_meter)
    sum_hours()
    return worked


def _meter(business: Business, now: datetime) -> None:
    with enter(business.schema_name):
        meter_here(now=now)


@shared_task(acks_late=False)
def run_subscriptions() -> int:
    """Bill periods that are over, have new invoices paid, see to those that are overdue, and tell who is billed.

    A business that was there before anything was billed begins as a new one does.
    """
    for business in Business.objects.exclude(schema_name__in=Subscription.objects.values("schema")):
        begin_trial(business)
    return _each(_run)


def _run(business: Business, now: datetime) -> None:
    if advance(schema=business.schema_name, now=now):
        for invoice in unpaid(business.schema_name):
            collect(invoice=invoice, provider=platform_cards(), now=now)
    remind(business=business, provider=platform_cards, now=now)
    tell_of_unpaid(business=business, now=now)
    tell_of_use(business=business, now=now)


@shared_task(acks_late=False)
def compare_books() -> int:
    """Compare the provider's books with ours; how many differences have a name."""
    provider, now = platform_cards(), timezone.now()
    if provider is None:
        return 0
    found = reconcile(provider=provider, way=Way.STRIPE, account=PLATFORM, since=now - RECONCILED, now=now)
    return len(found)
