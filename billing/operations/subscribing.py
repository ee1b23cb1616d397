"""A subscription from its trial on: another plan, a coupon, a pause, another payer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from billing.amounts import part_of
from billing.errors import NoSuchCoupon, NotOffered, VatIdMalformed
from billing.models import Coupon, Payer, Period, PriceList, Redemption, Standing, Subscription
from billing.operations.charging import bill_first, bill_move
from billing.operations.standing import tell_limits
from billing.periods import midnight, span_of
from billing.queries.terms import currency_for, fee_of, free_plan, terms_of, trial_plan
from billing.tax import is_vat_id, plain_vat_id
from tenants.deeds import done
from tenants.models import Business

if TYPE_CHECKING:
    from datetime import datetime

    from billing.models import Plan
    from tenants.actors import Actor

PLAN_CHANGED, COUPON_REDEEMED, PAYER_CHANGED = "subscription.plan_changed", "coupon.redeemed", "payer.changed"
SUBSCRIPTION_PAUSED = "subscription.paused"
INSTANT = timedelta(seconds=1)
"""The shortest period: a plan left as soon as it was chosen."""


def begin_trial(business: Business) -> None:
    """Give a new business the plan that may be tried, or the free one, from today on. Again: nothing."""
    begin_subscription(business=business, now=timezone.now())


def begin_subscription(*, business: Business, now: datetime) -> Subscription:
    schema, today, currency = business.schema_name, now.astimezone(business.zone).date(), currency_for(business)
    plan, free = trial_plan(), free_plan()
    with transaction.atomic():
        Payer.objects.get_or_create(
            schema=schema,
            defaults={
                "name": business.name,
                "address": business.address,
                "country": business.country,
                "email": business.email,
            },
        )
        subscription, is_new = Subscription.objects.get_or_create(
            schema=schema,
            defaults={
                "plan": plan or free,
                "currency": currency,
                "standing": Standing.TRIAL if plan else Standing.ACTIVE,
                "anchor": today,
                "next_plan": free if plan else None,
                "began_at": now,
            },
        )
        if not is_new:
            return subscription
        if plan is None:
            until = span_of(today, 0, "month", business.zone).until
        else:
            until = today + timedelta(days=plan.trial_days)
        ends_at = midnight(until, business.zone)
        Period.objects.create(
            subscription=subscription,
            schema=schema,
            plan=subscription.plan,
            every=subscription.every,
            standing=subscription.standing,
            first=today,
            until=until,
            starts_at=now,
            ends_at=ends_at,
            whole_seconds=max(1, int((ends_at - now).total_seconds())),
            terms={**terms_of(subscription.plan, currency=currency, every="month"), "rates": {}},
        )
        tell_limits(subscription)
    return subscription


def locked(schema: str) -> Subscription:
    """The subscription of a business; changes of it queue here."""
    return Subscription.objects.select_for_update(of=("self",)).select_related("plan", "next_plan").get(schema=schema)


def latest_period(subscription: Subscription) -> Period:
    return subscription.periods.select_related("plan").order_by("-starts_at")[0]


def change_plan(
    *, schema: str, plan: Plan, every: str, by: Actor, now: datetime, is_by_platform: bool = False
) -> Subscription:
    """Move to another plan. A higher one is at once, its share of the period billed and the old one's taken off.

    A lower one, or another length of periods, begins when the period ends: to the free plan, that is to cancel. The one
    there is, chosen again, withdraws that. In a trial or pause the plan begins when it is over, or now where nothing is
    paid for. Raises ``NotOffered``.
    """
    with transaction.atomic():
        subscription, business = locked(schema), Business.objects.get(schema_name=schema)
        period = latest_period(subscription)
        now = max(now, period.starts_at + INSTANT)
        price = fee_of(plan, currency=subscription.currency, every=every)
        if price is None or not (plan.is_offered or is_by_platform):
            raise NotOffered
        subscription.pauses = False
        is_same = (plan, every) == (subscription.plan, subscription.every)
        if is_same and subscription.standing not in (Standing.TRIAL, Standing.PAUSED):
            _plan_next(subscription, None, "")
        elif subscription.standing == Standing.TRIAL:
            _plan_next(subscription, plan, every)
        elif price > 0 and (period.fee == 0 or subscription.standing == Standing.PAUSED):
            _begin_now(subscription, period, plan, every, business, now)
        elif every == subscription.every and plan.rank > subscription.plan.rank:
            _move_up(subscription, period, plan, business, now)
        else:
            _plan_next(subscription, plan, every)
        subscription.save()
        tell_limits(subscription)
        detail = {"plan": plan.key, "every": every, "at_once": subscription.plan_id == plan.pk}
        done(PLAN_CHANGED, about=f"subscription:{subscription.pk}", by=by, schema=schema, detail=detail)
    return subscription


def _plan_next(subscription: Subscription, plan: Plan | None, every: str) -> None:
    subscription.next_plan, subscription.next_every = plan, every


def _begin_now(
    subscription: Subscription, period: Period, plan: Plan, every: str, business: Business, now: datetime
) -> None:
    """From nothing paid to a paid plan: periods are counted from today."""
    _cut(period, now)
    today = now.astimezone(business.zone).date()
    span = span_of(today, 0, every, business.zone)
    subscription.plan, subscription.every, subscription.anchor = plan, every, today
    subscription.standing = Standing.ACTIVE
    _plan_next(subscription, None, "")
    begun = Period.objects.create(
        subscription=subscription,
        schema=subscription.schema,
        plan=plan,
        every=every,
        first=span.first,
        until=span.until,
        starts_at=now,
        ends_at=span.ends_at,
        whole_seconds=int((span.ends_at - now).total_seconds()),
        terms=terms_of(plan, currency=subscription.currency, every=every),
    )
    bill_first(subscription, begun, business, now)


def _move_up(subscription: Subscription, period: Period, plan: Plan, business: Business, now: datetime) -> None:
    rest, length = period.seconds_from(now), period.seconds_from(period.starts_at)
    unused = part_of(period.fee, rest, length)
    whole = fee_of(plan, currency=subscription.currency, every=subscription.every)
    fee = part_of(whole or period.fee, rest, period.whole_seconds)
    ends_at, until = period.ends_at, period.until
    _cut(period, now)
    Period.objects.filter(pk=period.pk).update(fee=period.fee - unused)
    moved = Period.objects.create(
        subscription=subscription,
        schema=subscription.schema,
        plan=plan,
        every=subscription.every,
        first=now.astimezone(business.zone).date(),
        until=until,
        starts_at=now,
        ends_at=ends_at,
        whole_seconds=period.whole_seconds,
        fee=fee,
        terms=terms_of(plan, currency=subscription.currency, every=subscription.every),
    )
    subscription.plan = plan
    _plan_next(subscription, None, "")
    bill_move(subscription, period, moved, unused, business, now)


def _cut(period: Period, now: datetime) -> None:
    """End it now: what follows begins there."""
    period.ends_at = now
    Period.objects.filter(pk=period.pk).update(ends_at=now)


def pause(*, schema: str, by: Actor, now: datetime) -> Subscription:
    """Let the plan rest when the period ends, until one is chosen again. Nothing is paid meanwhile."""
    with transaction.atomic():
        subscription = locked(schema)
        subscription.pauses = subscription.standing not in (Standing.TRIAL, Standing.PAUSED)
        subscription.save(update_fields=["pauses"])
        about = f"subscription:{subscription.pk}"
        done(SUBSCRIPTION_PAUSED, about=about, by=by, schema=schema, detail={"asked": now.isoformat()})
    return subscription


def redeem_coupon(*, schema: str, code: str, by: Actor, now: datetime) -> Subscription:
    """Take the coupon for the next fees. Raises ``NoSuchCoupon``: unknown, over, used, or of another price list."""
    with transaction.atomic():
        subscription, business = locked(schema), Business.objects.get(schema_name=schema)
        today = now.astimezone(business.zone).date()
        coupon = Coupon.objects.filter(code__iexact=code.strip()).first()
        if (
            coupon is None
            or (coupon.good_until is not None and coupon.good_until < today)
            or (coupon.list is not None and coupon.list != PriceList.objects.get(currency=subscription.currency))
            or Redemption.objects.filter(subscription=subscription, coupon=coupon).exists()
        ):
            raise NoSuchCoupon(errors={"coupon": ["unknown"]})
        Redemption.objects.create(subscription=subscription, coupon=coupon, schema=schema, redeemed_at=now)
        subscription.coupon, subscription.coupon_left = coupon, coupon.periods
        subscription.save(update_fields=["coupon", "coupon_left"])
        done(
            COUPON_REDEEMED,
            about=f"subscription:{subscription.pk}",
            by=by,
            schema=schema,
            detail={"coupon": coupon.code},
        )
    return subscription


def change_payer(*, payer: Payer, by: Actor) -> Payer:
    """Who later invoices are sent to; those that were sent stay. Raises ``VatIdMalformed``."""
    payer.vat_id, payer.country = plain_vat_id(payer.vat_id), payer.country.upper()
    if payer.vat_id and not is_vat_id(payer.vat_id, payer.country):
        raise VatIdMalformed(errors={"vat_id": ["malformed"]})
    with transaction.atomic():
        payer.save()
        told = {name: getattr(payer, name) for name in ("name", "address", "country", "vat_id", "email")}
        done(PAYER_CHANGED, about=f"payer:{payer.pk}", by=by, schema=payer.schema, particulars=told)
    return payer
