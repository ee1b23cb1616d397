"""A wish as lines of the tables, as a file would have them: planned and checked by the same rules."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from businesses.by_word.hours import exceptions_for, numbered, week_for
from businesses.by_word.wishes import HoursOnDays, NewItem, Off, OnSale, OwnerWish, Prices, WeekHours
from businesses.exchange.cells import clock
from businesses.exchange.sheets import Sheet
from businesses.exchange.tables import ITEMS, SERVICES, TIME_OFF
from businesses.models import MenuItem, Service, StaffMember

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from businesses.exchange.rules import Cells

CENT = Decimal("0.01")


@singledispatch
def sheets_for(wish: OwnerWish, today: date) -> list[Sheet]:
    """What the wish would write; rows that are not there any more are left out."""
    raise NotImplementedError(type(wish))


@sheets_for.register(HoursOnDays)
def _hours_on_days(wish: HoursOnDays, today: date) -> list[Sheet]:
    return exceptions_for(wish)


@sheets_for.register(WeekHours)
def _week_hours(wish: WeekHours, today: date) -> list[Sheet]:
    return week_for(wish, today)


@sheets_for.register(Prices)
def _prices(wish: Prices, today: date) -> list[Sheet]:
    services = Service.objects.filter(pk__in=wish.services).order_by("position", "name")
    dishes = [{**named(each), "price": each.price} for each in items_of(wish.items)]
    offered = [{"name": each.name, "price": each.price} for each in services]
    return [Sheet(ITEMS, numbered(repriced(dishes, wish))), Sheet(SERVICES, numbered(repriced(offered, wish)))]


def repriced(rows: list[dict[str, Any]], wish: Prices) -> Iterator[Cells]:
    """The rows with their new price; without those that have none to raise."""
    for row in rows:
        if (price := priced(row["price"], wish)) is not None:
            yield {**row, "price": f"{price:.2f}"}


def priced(now: Decimal | None, wish: Prices) -> Decimal | None:
    """The new price, to the cent and never below nothing; None where there is none to raise."""
    if wish.amount is not None:
        return wish.amount
    if now is None:
        return None
    change = wish.by if wish.by is not None else now * (wish.percent or Decimal(0)) / 100
    return max((now + change).quantize(CENT, ROUND_HALF_UP), Decimal(0))


def items_of(keys: tuple[int, ...]) -> QuerySet[MenuItem]:
    """As the menu has them."""
    in_order = ("section__position", "section__name", "position", "name")
    return MenuItem.objects.filter(pk__in=keys).select_related("section").order_by(*in_order)


def named(item: MenuItem) -> dict[str, str]:
    return {"section": item.section.name, "name": item.name}


@sheets_for.register(NewItem)
def _new_item(wish: NewItem, today: date) -> list[Sheet]:
    price = "" if wish.price is None else f"{wish.price:.2f}"
    return [Sheet(ITEMS, numbered([{"section": wish.section, "name": wish.name, "price": price}]))]


@sheets_for.register(OnSale)
def _on_sale(wish: OnSale, today: date) -> list[Sheet]:
    said = "yes" if wish.is_available else "no"
    return [Sheet(ITEMS, numbered({**named(each), "is_available": said} for each in items_of(wish.items)))]


@sheets_for.register(Off)
def _off(wish: Off, today: date) -> list[Sheet]:
    hours = {"starts": clock(wish.starts) if wish.starts else "", "ends": clock(wish.ends) if wish.ends else ""}
    days = {"first": wish.first.isoformat(), "last": wish.last.isoformat()}
    names = StaffMember.objects.filter(pk__in=wish.members).values_list("name", flat=True)
    return [Sheet(TIME_OFF, numbered({"member": name, **days, **hours} for name in names))]
