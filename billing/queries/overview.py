"""What an owner sees of their plan: how much is used, where it goes, what it costs beyond, and what would cost less."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from billing.amounts import cents, included_in
from billing.meters import LEVELS, Meter
from billing.models import Period, Plan, Subscription
from billing.queries.pricing import priced
from billing.queries.terms import fee_of, terms_of
from billing.queries.used import records_of, shown_between

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from billing.models import UsageRecord

NEARLY = 80
"""Percent of what is included, from which an owner is told."""
WHOLE = 100
EARLY = Decimal("0.1")
"""Of a period: before so much of it is over, nothing is foretold."""


@dataclass(frozen=True, slots=True)
class MeterUse:
    """``included`` is None where there is no end; ``forecast`` None where it is too early. ``beyond`` is in money."""

    meter: str
    label: str
    used: Decimal
    included: Decimal | None
    most: Decimal | None
    forecast: Decimal | None
    beyond: Decimal
    price: Decimal | None

    @property
    def percent(self) -> int:
        """Of what is included; beyond a hundred it is a hundred and more."""
        return round(WHOLE * self.used / self.included) if self.included else 0

    @property
    def is_level(self) -> bool:
        return self.meter in LEVELS

    @property
    def bar(self) -> int:
        return min(self.percent, WHOLE)

    @property
    def state(self) -> str:
        if self.included is None:
            return "free"
        if self.used >= self.included:
            return "over" if self.used > self.included else "full"
        is_near = self.percent >= NEARLY or (self.forecast is not None and self.forecast > self.included)
        return "near" if is_near else "fine"


@dataclass(frozen=True, slots=True)
class Advice:
    """A plan that would have cost less for what is used, and how much less in its period."""

    plan: Plan
    cost: Decimal
    saved: Decimal


def period_at(schema: str, now: datetime) -> Period:
    """The one that runs; the last one, where the next was not begun yet."""
    rows = Period.objects.select_related("plan").filter(schema=schema, starts_at__lte=now)
    return rows.order_by("-starts_at")[0]


def uses_of(period: Period, *, now: datetime) -> list[MeterUse]:
    ends = min(now, period.ends_at)
    return [_use(period, meter, ends) for meter in Meter]


def _use(period: Period, meter: Meter, now: datetime) -> MeterUse:
    used = shown_between(period.schema, meter, period.starts_at, now)
    included = period.term("included", meter)
    if included is not None and meter not in LEVELS:
        included = included_in(included, period.share)
    price = period.term("rates", meter)
    return MeterUse(
        meter,
        str(meter.label),
        used,
        included,
        period.term("most", meter),
        _forecast(period, meter, used, now),
        priced(period, meter, used)[1] if price else Decimal("0.00"),
        price,
    )


def _forecast(period: Period, meter: Meter, used: Decimal, now: datetime) -> Decimal | None:
    """As it has gone so far, to the end of the period. A level stays where it is."""
    if meter in LEVELS:
        return used
    whole = Decimal(period.seconds_from(period.starts_at))
    gone = whole - Decimal(max(0, period.seconds_from(now)))
    return None if gone < whole * EARLY else (used * whole / gone).quantize(Decimal(1), ROUND_CEILING)


def advice_for(subscription: Subscription, uses: list[MeterUse]) -> Advice | None:
    """The plan that costs least for what this period comes to, where it is another and costs less."""
    found = {plan: _cost(subscription, plan, uses) for plan in Plan.objects.filter(is_offered=True)}
    costs = {plan: cost for plan, cost in found.items() if cost is not None}
    now = costs.get(subscription.plan)
    if now is None or any(use.forecast is None for use in uses):
        return None
    plan = min(costs, key=lambda each: (costs[each], each.rank))
    return Advice(plan, costs[plan], now - costs[plan]) if costs[plan] < now else None


def _cost(subscription: Subscription, plan: Plan, uses: list[MeterUse]) -> Decimal | None:
    """Fee and what is beyond it; None for a plan that does not reach so far."""
    fee = fee_of(plan, currency=subscription.currency, every=subscription.every)
    if fee is None:
        return None
    terms = terms_of(plan, currency=subscription.currency, every=subscription.every)
    for use in uses:
        expected = use.used if use.forecast is None else use.forecast
        beyond = expected - Decimal(terms["included"].get(use.meter, "Infinity"))
        if beyond > 0:
            if use.meter not in terms["rates"]:
                return None
            fee += cents(beyond * Decimal(terms["rates"][use.meter]))
    return fee


def rows_behind(schema: str, meter: str, period: Period) -> QuerySet[UsageRecord]:
    """The records a figure of the period is made of, newest first."""
    return records_of(schema, meter, period.starts_at, period.ends_at).order_by("-at", "-pk")
