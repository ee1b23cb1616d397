"""A running evening of orders: placed some minutes ago, each moved on as far as its row says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from businesses.contacts import CustomerDetails
from businesses.models import BookingSource, MenuItem, ModifierOption, OrderStatus, Resource
from businesses.operations.orders import move_order, place_order
from businesses.ordering.baskets import OrderWish, WishedLine, WishedOption
from businesses.queries.quoting import quote_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tenants.actors import Actor

ON_THE_WAY = (OrderStatus.ACCEPTED, OrderStatus.PREPARING, OrderStatus.READY, OrderStatus.COMPLETED)
AT_MOST = timedelta(minutes=45)
"""How long after it was placed an order of an earlier day was handed over."""


def seed_orders(rows: list[dict[str, Any]], *, by: Actor, now: datetime) -> None:
    for row in rows:
        seed_order(row, by=by, now=now)


def seed_order(row: dict[str, Any], *, by: Actor, now: datetime) -> None:
    """Order by the operations everybody orders by, and move it from state to state as the kitchen would have."""
    placed = now - timedelta(minutes=row["ago"])
    quote = quote_order(_wish(row), now=placed)
    who = row["who"]
    order = place_order(
        quote_token=quote.token(),
        customer=CustomerDetails(name=who, email=f"{who.lower().replace(' ', '.')}@example.com"),
        by=by,
        source=BookingSource.IMPORT,
        note=row.get("note", ""),
        now=placed,
    )
    moves = list(_moves(OrderStatus(row["status"])))
    for count, status in enumerate(moves, start=1):
        at = placed + min(now - placed, AT_MOST) * count / (len(moves) + 1)
        move_order(reference=order.reference, to=status, by=by, reason=row.get("reason", ""), now=at)


def _moves(status: OrderStatus) -> Iterator[OrderStatus]:
    if status in ON_THE_WAY:
        yield from ON_THE_WAY[: ON_THE_WAY.index(status) + 1]
    elif status != OrderStatus.PLACED:
        yield status


def _wish(row: dict[str, Any]) -> OrderWish:
    table = Resource.objects.get(name=row["table"]).pk if "table" in row else None
    lines = tuple(_line(*line) for line in row["lines"])
    return OrderWish(lines=lines, way=row["way"], table=table, address=row.get("address", ""))


def _line(quantity: int, name: str, options: list[Any], note: str = "") -> WishedLine:
    item = MenuItem.objects.get(name=name)
    return WishedLine(item.pk, quantity, tuple(_option(item, each) for each in options), note)


def _option(item: MenuItem, wished: str | dict[str, Any]) -> WishedOption:
    """By its name, or as ``{"option", "amount"?, "left_out"?}``."""
    row: dict[str, Any] = {"option": wished} if isinstance(wished, str) else wished
    option = ModifierOption.objects.get(group__in=item.groups.all(), name=row["option"])
    return WishedOption(option.pk, row.get("amount", ""), row.get("left_out", False))
