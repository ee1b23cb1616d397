from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from businesses.kitchen.queries import waiting_orders
from businesses.models import OrderPolicy
from businesses.queries.quoting import ways_of
from businesses.wording.money import amount

if TYPE_CHECKING:
    from decimal import Decimal

register = template.Library()


@register.simple_tag(name="waiting_orders")
def orders_to_answer() -> int | None:
    """How many orders wait to be answered; None where the business takes none."""
    waiting = waiting_orders()
    return waiting if waiting or ways_of(OrderPolicy.current()) else None


@register.filter
def money(value: Decimal, currency: str) -> str:
    return amount(value, currency)
