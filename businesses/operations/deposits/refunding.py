"""Paying deposits back, and asking again what became of those that were to be paid."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.db.models import Q, Sum

from businesses.deposits.account import own_cards
from businesses.models import Deposit, DepositState
from businesses.operations.deposits.settling import DEPOSIT
from payments.errors import PaymentError, ProviderUnreachable
from payments.models import Payment, Way
from payments.operations.paying import pay_back
from payments.operations.telling import take_down
from tenants.context import current_schema

if TYPE_CHECKING:
    from datetime import datetime

    from payments.ports import Provider

logger = structlog.get_logger(__name__)

MOST_AT_ONCE = 100
TRIED_AGAIN_AFTER = timedelta(minutes=10)
PAGES_LAST = timedelta(hours=25)
"""A page of Stripe's can be paid on for a day: https://docs.stripe.com/api/checkout/sessions/create, ``expires_at``."""


def pay_back_due(*, now: datetime) -> int:
    """Pay back what is due, each outside any transaction and once, however often it is tried; how many were."""
    provider = own_cards()
    if provider is None:
        return 0
    is_its_turn = Q(tried_at=None) | Q(tried_at__lte=now - TRIED_AGAIN_AFTER)
    due = Deposit.objects.filter(is_its_turn, state=DepositState.DUE_BACK, due_back_at__lte=now)
    return sum(_paid_back(each, provider, now) for each in list(due.order_by("due_back_at")[:MOST_AT_ONCE]))


def _paid_back(deposit: Deposit, provider: Provider, now: datetime) -> bool:
    """Staff who take the cancellation back are either in time, or find that the money has left."""
    mine = Deposit.objects.filter(pk=deposit.pk, state=DepositState.DUE_BACK)
    if not mine.update(tried_at=now):
        return False
    payment = Payment.objects.get(purpose=DEPOSIT, about=str(deposit.uid))
    left = payment.amount - (payment.refunds.aggregate(sum=Sum("amount"))["sum"] or 0)
    try:
        pay_back(payment=payment, amount=left, key=str(deposit.uid), provider=provider)
    except PaymentError as error:
        mine.update(trouble=str(error.detail)[:300])
        logger.warning("deposit_not_paid_back", reference=deposit.reference, code=error.code)
        return False
    return True


def hear_of_unpaid(*, now: datetime) -> int:
    """Ask the provider of deposits somebody went to pay, and whose notice may be lost; how many things it told.

    What it tells that is not of a deposit here, or known, changes nothing.
    """
    waits = Deposit.objects.filter(state__in=(DepositState.ASKED, DepositState.LAPSED), asked_at__gt=now - PAGES_LAST)
    first = waits.exclude(page="").order_by("asked_at").first()
    provider = own_cards() if first else None
    if first is None or provider is None:
        return 0
    try:
        told = list(provider.all_since(first.asked_at, now=now))
    except ProviderUnreachable as error:  # asked again with the next beat
        logger.warning("deposits_not_asked_about", code=error.code)
        return 0
    for each in told:
        take_down(each, way=Way.STRIPE, account=current_schema())
    return len(told)
