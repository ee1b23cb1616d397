"""Figures of orders: one query of orders by day and currency, one of what they were of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from businesses.dashboard.bookings import BEST
from businesses.dashboard.buckets import bucket_of, by_day, daily, within
from businesses.dashboard.figures import Figure, Seller, Sellers, Unit, days_of
from businesses.models import UNEATEN_ORDERS, DepositState, Order, OrderLine, OrderStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.dashboard.periods import Comparison

FALLEN_THROUGH = (*UNEATEN_ORDERS, OrderStatus.UNPAID)
"""What nobody pays for."""
PAID_BACK = Q(deposit__state__in=(DepositState.DUE_BACK, DepositState.BACK))
"""Of an order all is paid back, or nothing (``Deposit``)."""


def read_ordered(comparison: Comparison) -> list[tuple[bool, int, dict[str, Any]]]:
    """Orders by the day they were placed on."""
    rows = Order.objects.filter(within("placed_at", comparison)).exclude(status__in=FALLEN_THROUGH)
    grouped = rows.annotate(bucket=bucket_of("placed_at", comparison)).values("bucket", "currency")
    kept = Sum("total", filter=Q(deposit=None) | ~PAID_BACK, default=Decimal(0))
    return list(by_day(grouped.annotate(orders=Count("pk"), revenue=kept).order_by(), comparison))


def order_figures(comparison: Comparison) -> list[Figure]:
    """How many, and what they bring in, by currency: amounts of two are never added. None where there were none."""
    rows = read_ordered(comparison)
    if not rows:
        return []
    currencies = sorted(
        {row["currency"] for *_place, row in rows}, key=lambda code: (code != comparison.currency, code)
    )
    revenues = [_revenue(comparison, rows, currency) for currency in currencies]
    now, before = daily(rows, comparison, "orders")
    orders = Figure(
        key="orders",
        title=_("Orders"),
        unit=Unit.COUNT,
        value=sum(now, Decimal(0)),
        before=sum(before, Decimal(0)),
        days=days_of(comparison.now.period.days(), now, before),
        rows="orders",
    )
    return [*revenues, orders]


def _revenue(comparison: Comparison, rows: Sequence[tuple[bool, int, dict[str, Any]]], currency: str) -> Figure:
    now, before = daily([each for each in rows if each[2]["currency"] == currency], comparison, "revenue")
    return Figure(
        key="revenue" if currency == comparison.currency else f"revenue_{currency.lower()}",
        title=_("Revenue of orders"),
        hint=_("Without those turned down, cancelled or paid back."),
        unit=Unit.MONEY,
        currency=currency,
        value=sum(now, Decimal(0)),
        before=sum(before, Decimal(0)),
        days=days_of(comparison.now.period.days(), now, before),
        rows="orders",
    )


def best_items(comparison: Comparison) -> Sellers:
    """By the name and currency they were sold in: what was renamed since is told as it was called."""
    during = Q(order__placed_at__gte=comparison.now.start, order__placed_at__lt=comparison.now.end)
    earlier = Q(order__placed_at__gte=comparison.before.start, order__placed_at__lt=comparison.before.end)
    rows = OrderLine.objects.filter(within("order__placed_at", comparison)).exclude(order__status__in=FALLEN_THROUGH)
    sums: dict[str, Any] = {
        "sold": Sum("quantity", filter=during),
        "earlier": Sum("quantity", filter=earlier),
        "amount": Sum("total", filter=during & Q(order__currency=comparison.currency)),
    }
    sold: Any = rows.values("name").annotate(**sums)  # the plugin knows no names made at run time
    best = sold.filter(sold__gt=0).order_by("-sold", "name")[:BEST]
    sellers = tuple(Seller(row["name"], row["sold"], row["earlier"] or 0, row["amount"]) for row in best)
    return Sellers(key="items", title=_("Ordered most"), currency=comparison.currency, sellers=sellers)
