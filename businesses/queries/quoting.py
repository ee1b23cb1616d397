"""What an order would cost now, and when it would be there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.models import OrderPolicy, OrderWay, Resource, ResourceKind
from businesses.ordering.errors import (
    AddressMissing,
    NoOrders,
    NotDeliveredThere,
    NotThen,
    TableNotKnown,
    TooSmallToDeliver,
)
from businesses.ordering.kitchen import ready_at
from businesses.ordering.pricing import priced, tax_of
from businesses.ordering.quotes import QUOTE_LIFETIME, Quote
from businesses.queries.orders import read_kitchen, read_sold, zone_of
from businesses.wording.money import amount
from businesses.wording.serving import served
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import DeliveryZone, Order
    from businesses.ordering.baskets import OrderWish
    from businesses.ordering.kitchen import Kitchen


def ways_of(policy: OrderPolicy) -> tuple[str, ...]:
    """How orders reach their customers here, the usual way first."""
    taken = {
        OrderWay.PICKUP: policy.takes_pickup,
        OrderWay.DELIVERY: policy.takes_delivery,
        OrderWay.DINE_IN: policy.takes_dine_in,
    }
    return tuple(way.value for way, is_taken in taken.items() if is_taken)


def quote_order(
    wish: OrderWish, *, now: datetime, replaces: Order | None = None, promised: datetime | None = None
) -> Quote:
    """The order at the prices of the day it is ready, of what is served then: at most twelve queries.

    ``replaces`` is an order it would change. ``promised`` is when it was said to be ready, which holds while that is
    ahead and the kitchen has room. Raises ``NoOrders``, ``BasketNotValid``, ``AddressMissing``, ``NotDeliveredThere``,
    ``TooSmallToDeliver``, ``TableNotKnown``, ``NotThen``.
    """
    policy, business = OrderPolicy.current(), current_business()
    if wish.way not in (ways := ways_of(policy)):
        raise NoOrders(ways)
    sold = read_sold(policy, without=replaces)
    pieces = sum(line.quantity for line in priced(wish.lines, sold))  # whatever the time, it has to be on the menu
    zone = _zone(wish) if wish.way == OrderWay.DELIVERY else None
    on_the_way = timedelta(minutes=zone.minutes if zone else 0)
    kitchen = read_kitchen(policy, now=now, without=replaces)
    ready = _ready(kitchen, pieces, wish, on_the_way, promised=promised, now=now)
    lines = priced(wish.lines, sold.at(ready.astimezone(business.zone), lambda each: served(each, business.country)))
    subtotal = sum((line.total for line in lines), Decimal(0))
    fee = zone.fee if zone else Decimal(0)
    if zone is not None and subtotal < zone.minimum:
        told = _("We deliver there from %(amount)s.") % {"amount": amount(zone.minimum, business.currency)}
        raise TooSmallToDeliver(zone.minimum, told)
    if wish.way == OrderWay.DINE_IN:
        _check_table(wish.table)
    tax = tax_of(lines, fee, policy.tax_rate, is_included=policy.prices_include_tax)
    return Quote(
        wish=wish,
        lines=lines,
        currency=business.currency,
        subtotal=subtotal,
        fee=fee,
        tax=tax,
        total=subtotal + fee + (Decimal(0) if policy.prices_include_tax else tax),
        ready_at=ready,
        minutes_on_the_way=zone.minutes if zone else 0,
        expires_at=now + QUOTE_LIFETIME,
        replaces=replaces.reference if replaces else "",
        paid_when=policy.paid_when(wish.way),
    )


def _zone(wish: OrderWish) -> DeliveryZone:
    if not wish.address.strip():
        raise AddressMissing
    if (zone := zone_of(wish.address)) is None:
        raise NotDeliveredThere
    return zone


def _check_table(key: int | None) -> None:
    if key is None or not Resource.objects.filter(pk=key, kind=ResourceKind.TABLE, is_active=True).exists():
        raise TableNotKnown


def _ready(
    kitchen: Kitchen,
    pieces: int,
    wish: OrderWish,
    on_the_way: timedelta,
    *,
    promised: datetime | None,
    now: datetime,
) -> datetime:
    if promised is not None and promised > now and kitchen.has_room(promised, pieces):
        return promised
    wanted = None if wish.at is None else wish.at - on_the_way
    try:
        return ready_at(kitchen, pieces, wanted=wanted, now=now)
    except NotThen as error:
        raise NotThen([each + on_the_way for each in error.nearest]) from None


def without_time(wish: OrderWish) -> OrderWish:
    """The same, as soon as it can be had."""
    return replace(wish, at=None)
