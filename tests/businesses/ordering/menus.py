"""A pizzeria's menu, and orders from it, seen on a Tuesday morning (``rows.NOW``)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from businesses.models import (
    DeliveryZone,
    MenuItem,
    MenuSection,
    ModifierGroup,
    ModifierOption,
    Order,
    OrderPolicy,
    OrderWay,
)
from businesses.operations.orders import place_order
from businesses.ordering.baskets import OrderWish, WishedLine, WishedOption
from businesses.queries.quoting import quote_order
from tests.businesses import rows

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.contacts import CustomerDetails
    from businesses.ordering.quotes import Quote
    from tenants.actors import Actor

PICKUP, DELIVERY, DINE_IN = (way.value for way in OrderWay)


def set_order_policy(**fields: object) -> OrderPolicy:
    OrderPolicy.objects.all().delete()
    ways = {"takes_pickup": True, "takes_delivery": True, "takes_dine_in": True}
    return OrderPolicy.objects.create(pk=1, **{**ways, "preparation_minutes": 20, **fields})


def add_group(name: str, options: dict[str, str], *, default: str = "", **fields: object) -> ModifierGroup:
    group = ModifierGroup.objects.create(name=name, **fields)
    for place, (option, price) in enumerate(options.items()):
        ModifierOption.objects.create(
            group=group, name=option, price=Decimal(price), position=place, is_default=option == default
        )
    return group


def add_item(name: str, price: str | None, *groups: ModifierGroup, **fields: object) -> MenuItem:
    section, _created = MenuSection.objects.get_or_create(name="Menu")
    amount = None if price is None else Decimal(price)
    item = MenuItem.objects.create(section=section, name=name, price=amount, **fields)
    item.groups.set(groups)
    return item


def option(name: str, amount: str = "", *, is_left_out: bool = False) -> WishedOption:
    return WishedOption(ModifierOption.objects.get(name=name).pk, amount, is_left_out)


def line(item: MenuItem, quantity: int = 1, *options: WishedOption, note: str = "") -> WishedLine:
    return WishedLine(item.pk, quantity, options, note)


def wish(*lines: WishedLine, way: str = PICKUP, **fields: Any) -> OrderWish:
    return OrderWish(lines=lines, way=way, **fields)


def quote(*lines: WishedLine, now: datetime = rows.NOW, **fields: Any) -> Quote:
    return quote_order(wish(*lines, **fields), now=now)


def place(
    *lines: WishedLine,
    now: datetime = rows.NOW,
    customer: CustomerDetails = rows.ANNA,
    by: Actor = rows.VISITOR,
    **fields: Any,
) -> Order:
    token = quote(*lines, now=now, **fields).token()
    return place_order(quote_token=token, customer=customer, by=by, source="chat", now=now)


def add_zone(name: str = "Town", *postcodes: str, **fields: object) -> DeliveryZone:
    return DeliveryZone.objects.create(name=name, postcodes=list(postcodes), **fields)
