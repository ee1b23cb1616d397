"""What a plan gives and costs, as texts of decimals that a period keeps."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from billing.meters import LEVELS
from billing.models import Plan, PlanPrice, PriceList
from billing.periods import MONTHS

if TYPE_CHECKING:
    from billing.models import Subscription
    from tenants.models import Business

USUAL_CURRENCY = "EUR"
Terms = dict[str, dict[str, str]]


def terms_of(plan: Plan, *, currency: str, every: str) -> Terms:
    """What is included is of a month: a year's has twelve, but of levels the same all year."""
    allowances = list(plan.allowances.all())
    rates = plan.rates.filter(list__currency=currency)
    times = {meter: 1 if meter in LEVELS else MONTHS[every] for meter in (each.meter for each in allowances)}
    return {
        "included": {a.meter: str(a.included * times[a.meter]) for a in allowances if a.included is not None},
        "rates": {rate.meter: str(rate.amount) for rate in rates},
        "most": {a.meter: str(a.most) for a in allowances if a.most is not None},
    }


def fee_of(plan: Plan, *, currency: str, every: str) -> Decimal | None:
    """Of a whole period; None where the plan has no such price. The free plan costs nothing in any currency."""
    if plan == free_plan():
        return Decimal("0.00")
    price = PlanPrice.objects.filter(plan=plan, list__currency=currency, every=every).first()
    return price.amount if price else None


def free_plan() -> Plan:
    """The lowest: what who cancels goes on with."""
    return Plan.objects.order_by("rank")[0]


def trial_plan() -> Plan | None:
    return Plan.objects.filter(is_offered=True, trial_days__gt=0).order_by("rank").first()


def currency_for(business: Business) -> str:
    """The business's own where there is a price list in it."""
    has_list = PriceList.objects.filter(currency=business.currency).exists()
    return business.currency if has_list else USUAL_CURRENCY


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan that may be chosen, with its fee by how often it is paid."""

    plan: Plan
    fees: dict[str, Decimal]


def offers_to(subscription: Subscription) -> list[Offer]:
    """In the subscription's currency; the free plan is free as often as the business pays now."""
    found, free = [], free_plan()
    for plan in Plan.objects.filter(is_offered=True).prefetch_related("allowances"):
        times = [subscription.every] if plan == free else list(MONTHS)
        fees = {every: fee_of(plan, currency=subscription.currency, every=every) for every in times}
        if known := {every: fee for every, fee in fees.items() if fee is not None}:
            found.append(Offer(plan, known))
    return found
