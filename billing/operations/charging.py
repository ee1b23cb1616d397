"""What there is to bill when a period begins, ends or is moved in: fees in advance, usage when it is over.

Of each period that ended lately what is billed in all is the price of all that was used: what came later, or was
corrected, is billed when the next period begins, and what was billed before is never billed again.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, F, Q, Sum, When
from django.utils import translation

from billing.amounts import discount_on
from billing.models import Document, Line, LineKind, Period
from billing.operations.issuing import Item, issue_invoice
from billing.queries.pricing import priced
from billing.queries.terms import fee_of
from billing.queries.used import used_by_meter
from billing.wording import coupon_text, fee_text, unused_text, usage_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from billing.models import Invoice, Subscription
    from tenants.models import Business

LATE = timedelta(days=100)
"""What of a period is noted so long after its end is not billed any more."""
MARGIN = timedelta(hours=1)
"""Longer than the transaction takes that notes something."""


def bill_first(subscription: Subscription, period: Period, business: Business, now: datetime) -> Invoice | None:
    """The fee of a period, and whatever is open of those before it."""
    with translation.override(business.locale):
        items = [*_fee(subscription, period), *_usage(subscription, now)]
        key = f"period:{period.pk}"
        return issue_invoice(subscription=subscription, items=items, key=key, zone=business.zone, now=now)


def bill_move(
    subscription: Subscription, left: Period, period: Period, unused: Decimal, business: Business, now: datetime
) -> Invoice | None:
    """A move to a higher plan: the rest of the old one's fee off, the new one's share on."""
    with translation.override(business.locale):
        items = [
            Item(LineKind.UNUSED, unused_text(left), -unused, period=left),
            Item(LineKind.FEE, fee_text(period), period.fee, period=period),
        ]
        key = f"move:{period.pk}"
        return issue_invoice(subscription=subscription, items=items, key=key, zone=business.zone, now=now)


def _fee(subscription: Subscription, period: Period) -> Iterator[Item]:
    """The fee as the list has it; a coupon takes something off and is used up by one."""
    whole = fee_of(period.plan, currency=subscription.currency, every=period.every) or Decimal(0)
    if not whole:
        return
    off = Decimal(0)
    yield Item(LineKind.FEE, fee_text(period), whole, period=period)
    if subscription.coupon is not None and subscription.coupon_left:
        coupon = subscription.coupon
        off = discount_on(whole, percent=coupon.percent, amount=coupon.amount)
        subscription.coupon_left -= 1
        subscription.save(update_fields=["coupon_left"])
        yield Item(LineKind.DISCOUNT, coupon_text(coupon.code), -off, period=period)
    period.fee = whole - off
    Period.objects.filter(pk=period.pk).update(fee=period.fee)


def _usage(subscription: Subscription, now: datetime) -> Iterator[Item]:
    """Of the periods that are over: until nothing can come any more."""
    may_change = Q(invoiced_at=None) | Q(invoiced_at__lt=F("ends_at") + LATE + MARGIN)
    ended = subscription.periods.select_related("plan").filter(may_change, ends_at__lte=now)
    for period in ended.order_by("starts_at"):
        yield from usage_of(period)
    ended.update(invoiced_at=now)


def usage_of(period: Period) -> Iterator[Item]:
    """What is still to be billed of the period's usage; below zero where too much was."""
    if not (rates := period.terms.get("rates")):
        return
    noted_before, billed = period.ends_at + LATE, billed_of(period)
    used = used_by_meter(period.schema, period.starts_at, period.ends_at, noted_before=noted_before)
    for meter in rates:
        price = period.term("rates", meter) or Decimal(0)
        beyond, amount = priced(period, meter, used[meter])
        beyond, amount = beyond - billed[meter][0], amount - billed[meter][1]
        if amount or beyond:
            yield Item(LineKind.USAGE, usage_text(period, meter), amount, beyond, price, period, meter)


def billed_of(period: Period) -> defaultdict[str, tuple[Decimal, Decimal]]:
    """Quantity and amount of what was billed of its usage before; lines of credit notes say what was taken back."""
    sign = Case(When(invoice__document=Document.CREDIT_NOTE, then=-1), default=1)
    lines = Line.objects.filter(period=period, kind=LineKind.USAGE).values("meter")
    sums = lines.annotate(beyond=Sum(F("quantity") * sign), billed=Sum(F("amount") * sign))
    found: defaultdict[str, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
    return found | {each["meter"]: (each["beyond"], each["billed"]) for each in sums}
