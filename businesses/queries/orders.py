"""What is sold now, what the kitchen has to do, and orders as their customers ask for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from businesses.availability.openings import openings_touching
from businesses.models import IN_THE_KITCHEN, DeliveryZone, MenuItem, ModifierGroup, ModifierOption, Order, OrderStatus
from businesses.ordering.baskets import Sold, SoldGroup, SoldItem, SoldOption
from businesses.ordering.errors import OrderNotFound
from businesses.ordering.kitchen import Kitchen, quarter_of
from businesses.ordering.serving import prices_of, windows_of
from businesses.queries.bookings import is_contact_of
from businesses.queries.hours import hours_book
from businesses.references import parse_reference
from tenants.context import current_business

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from businesses.models import OrderPolicy


def read_sold(policy: OrderPolicy, *, without: Order | None = None) -> Sold:
    """The menu as it is sold now: four queries. ``without`` is an order about to be changed: what it holds is free."""
    held = Counter[int]()
    for line in without.lines.all() if without else ():
        held[line.item_id or 0] += line.quantity
    groups = {group.id: group for group in sold_groups()}
    rows = MenuItem.objects.prefetch_related(Prefetch("groups", ModifierGroup.objects.order_by("position", "name")))
    return Sold(items={row.pk: _item(row, policy, held[row.pk]) for row in rows}, groups=groups)


def sold_groups() -> tuple[SoldGroup, ...]:
    """The groups with the options that can be had now: two queries."""
    available = ModifierOption.objects.filter(is_available=True).order_by("position", "name")
    rows = ModifierGroup.objects.prefetch_related(Prefetch("options", available)).order_by("position", "name")
    return tuple(map(_group, rows))


def _group(row: ModifierGroup) -> SoldGroup:
    options = tuple(
        SoldOption(
            id=option.pk,
            name=option.name,
            price=option.price,
            allergens=None if option.allergens is None else tuple(option.allergens),
            aliases=tuple(map(str, option.aliases or ())),
            is_default=option.is_default,
        )
        for option in row.options.all()
    )
    return SoldGroup(row.pk, row.name, row.least, row.most, options)


def _item(row: MenuItem, policy: OrderPolicy, held: int) -> SoldItem:
    return SoldItem(
        id=row.pk,
        name=row.name,
        price=row.price,
        tax_rate=policy.tax_rate if row.tax_rate is None else row.tax_rate,
        groups=tuple(group.pk for group in row.groups.all()),
        left=None if row.stock is None else row.stock + held,
        is_available=row.is_available,
        windows=windows_of(row.served),
        dated_prices=prices_of(row.dated_prices),
    )


def read_kitchen(policy: OrderPolicy, *, now: datetime, without: Order | None = None) -> Kitchen:
    """The hours of the days ahead and what is promised in them; ``without`` is an order about to be changed."""
    zone = current_business().zone
    today = now.astimezone(zone).date()
    openings = openings_touching(
        hours_book(today - timedelta(days=1), policy.days_ahead + 2), today, policy.days_ahead, zone
    )
    load: dict[datetime, int] = defaultdict(int)
    if policy.most_per_quarter is not None:
        promised = Order.objects.filter(status__in=IN_THE_KITCHEN, ready_at__gte=quarter_of(now))
        for moment, pieces in promised.exclude(pk=without.pk if without else 0).values_list("ready_at", "pieces"):
            load[quarter_of(moment)] += pieces
    return Kitchen(
        openings=[each for each in openings if each.end > now],
        preparation=policy.preparation,
        last_order=timedelta(minutes=policy.last_order_minutes),
        most=policy.most_per_quarter,
        load=load,
    )


def delivery_zones() -> QuerySet[DeliveryZone]:
    return DeliveryZone.objects.filter(is_active=True).order_by("position", "pk")


def zone_of(address: str) -> DeliveryZone | None:
    """The zone of the longest postcode, or beginning of one, that is in the address; else one that is everywhere."""
    words = ["".join(filter(str.isalnum, word)).casefold() for word in address.split()]
    written = {*words, *(first + second for first, second in pairwise(words))}  # "SW1A 1AA" is one code
    best: tuple[int, DeliveryZone] | None = None
    for zone in delivery_zones():
        codes = ["".join(filter(str.isalnum, str(code))).casefold() for code in zone.postcodes]
        fits = [len(code) for code in codes if code and any(word.startswith(code) for word in written)]
        length = max(fits, default=0)
        if (fits or not codes) and (best is None or length > best[0]):
            best = length, zone
    return best[1] if best else None


def order_called(reference: str) -> Order:
    """Raises ``OrderNotFound``."""
    order = Order.objects.detailed().filter(reference=parse_reference(reference) or "").first()
    if order is None:
        raise OrderNotFound
    return order


def reason_of(order: Order) -> str:
    """Why it was turned down or cancelled, where that was said; no query for any other."""
    if order.status not in {OrderStatus.REJECTED, OrderStatus.CANCELLED}:
        return ""
    last = order.changes.filter(to_status=order.status).order_by("-version").first()
    return str(last.detail.get("reason", "")) if last else ""


def order_by_contact(*, reference: str, contact: str) -> Order:
    """The order, for whoever names the phone or e-mail it was made with; ``OrderNotFound`` whatever the reason."""
    order = order_called(reference)
    if not is_contact_of(order.customer, contact):
        raise OrderNotFound
    return order
