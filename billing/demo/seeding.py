"""The demo's billing: two months of a plan with use beyond it, an invoice that is due, a month that was paid."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from billing.meters import Meter
from billing.models import Period, Plan, Standing, Subscription
from billing.operations.collecting import receive_transfer
from billing.operations.running import advance
from billing.operations.subscribing import change_plan
from billing.operations.usage import Used, note_usage, sum_hours
from billing.periods import midnight
from billing.queries.owed import unpaid
from billing.queries.terms import free_plan
from tenants.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tenants.models import Business

PLANS = {"marios": "starter", "bella": "pro", "torque": "starter", "smile": "starter"}
"""The others are on trial, as who has just come."""
DAYS = 56
A_DAY = {Meter.CONVERSATIONS: 13, Meter.BOOKINGS: 6, Meter.ORDERS: 4}
PAID_AFTER = timedelta(days=3)


def seed_billing(business: Business) -> None:
    """Inside a demo business that was just made: it has had its plan for some weeks."""
    if (key := PLANS.get(business.slug)) is None:
        return
    now, schema = timezone.now(), business.schema_name
    first = now.astimezone(business.zone).date() - timedelta(days=DAYS)
    began = midnight(first, business.zone)
    subscription = Subscription.objects.get(schema=schema)
    as_free = {"plan": free_plan(), "standing": Standing.ACTIVE, "next_plan": None}
    Subscription.objects.filter(pk=subscription.pk).update(began_at=began, anchor=first, **as_free)
    Period.objects.filter(subscription=subscription).update(
        first=first, until=first + timedelta(days=1), starts_at=began, ends_at=began + timedelta(days=1)
    )
    change_plan(schema=schema, plan=Plan.objects.get(key=key), every="month", by=SYSTEM, now=began + timedelta(hours=9))
    note_usage(schema=schema, used=list(_used(business, began, now)), now=now)
    sum_hours()
    for invoice in unpaid(schema):
        at = invoice.issued_at + PAID_AFTER
        receive_transfer(invoice=invoice, amount=invoice.total, reference=f"Demo {invoice.number}", at=at)
    advance(schema=schema, now=now)


def _used(business: Business, began: datetime, now: datetime) -> Iterator[Used]:
    chance = random.Random(business.slug)  # no secret: believable, and the same each time
    for day in range(DAYS):
        morning = began + timedelta(days=day, hours=10)
        for meter, usual in A_DAY.items():
            for number in range(chance.randrange(usual // 2, usual * 3 // 2 + 1)):
                at = morning + timedelta(minutes=chance.randrange(0, 600))
                if at < now:
                    name = f"demo:{meter}:{day}:{number}"
                    yield Used(meter, Decimal(1), at, name, name)
        yield Used(Meter.SEATS, Decimal(3), morning, f"seats:{day}", f"seats:{morning:%Y-%m-%d}")
        spend = Decimal(chance.randrange(5, 25)) / 100
        yield Used(Meter.MODEL_SPEND, spend, morning, f"demo:spend:{day}", f"demo:spend:{day}")
