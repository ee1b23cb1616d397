"""Time going on: periods that have ended are billed and followed by the next, however late anybody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from billing.models import Period, Standing
from billing.operations.charging import bill_first
from billing.operations.standing import tell_limits
from billing.operations.subscribing import latest_period, locked
from billing.periods import number_at, span_of
from billing.queries.terms import fee_of, free_plan, terms_of
from tenants.models import Business

if TYPE_CHECKING:
    from datetime import datetime

    from billing.models import Subscription

MOST_AT_ONCE = 120
"""Periods: ten years of months."""


def advance(*, schema: str, now: datetime) -> int:
    """Bring a subscription up to now; how many periods began. Each is billed in a transaction of its own."""
    for begun in range(MOST_AT_ONCE):
        if not _advance_once(schema, now):
            return begun
    return MOST_AT_ONCE


def _advance_once(schema: str, now: datetime) -> bool:
    with transaction.atomic():
        subscription = locked(schema)
        ended = latest_period(subscription)
        if ended.ends_at > now or subscription.standing == Standing.ENDED:
            return False
        business = Business.objects.get(schema_name=schema)
        _take_up(subscription, ended, now)
        begun = _follow(subscription, ended, business)
        bill_first(subscription, begun, business, now)
        tell_limits(subscription)
    return True


def _take_up(subscription: Subscription, ended: Period, now: datetime) -> None:
    """What was planned for the end of the period. Another length, or an end of trial, counts from its day."""
    plan, every = subscription.next_plan or subscription.plan, subscription.next_every or subscription.every
    was_trial, free = subscription.standing == Standing.TRIAL, free_plan()
    if fee_of(plan, currency=subscription.currency, every=every) is None:
        plan = free
    if every != subscription.every or was_trial:
        subscription.anchor = ended.until
    if was_trial:
        subscription.standing = Standing.ACTIVE
    elif subscription.pauses:
        subscription.standing = Standing.PAUSED
    if plan == free and subscription.plan != free and not was_trial:
        subscription.left_at = now
    subscription.plan, subscription.every = plan, every
    subscription.next_plan, subscription.next_every, subscription.pauses = None, "", False
    subscription.save()


def _follow(subscription: Subscription, ended: Period, business: Business) -> Period:
    """The next period: it begins where the other ends, and ends where the calendar says."""
    number = number_at(subscription.anchor, ended.until, subscription.every)
    span = span_of(subscription.anchor, number, subscription.every, business.zone)
    rests = subscription.standing == Standing.PAUSED
    plan = free_plan() if rests else subscription.plan
    return Period.objects.create(
        subscription=subscription,
        schema=subscription.schema,
        plan=plan,
        every=subscription.every,
        standing=subscription.standing,
        first=ended.until,
        until=span.until,
        starts_at=ended.ends_at,
        ends_at=span.ends_at,
        whole_seconds=int((span.ends_at - ended.ends_at).total_seconds()),
        terms=terms_of(plan, currency=subscription.currency, every=subscription.every),
    )
