"""From what was agreed to rows: the bill is worked out again inside the transaction, and must be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from businesses.models import MenuItem, Order, OrderLine
from businesses.operations.contention import queue_for
from businesses.ordering.errors import NotThen, QuoteChanged
from businesses.ordering.kitchen import quarter_of
from businesses.queries.quoting import quote_order, without_time

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.ordering.quotes import Agreed, Quote


def quoted_again(agreed: Agreed, *, now: datetime, replaces: Order | None = None) -> Quote:
    """The quote agreed to, with stock and kitchen held until the transaction ends.

    Raises ``QuoteChanged`` with how it would be now, or what ``quote_order`` raises where it cannot be had at all.
    """
    queue_for([f"kitchen:{quarter_of(agreed.ready_at).isoformat()}"])
    held = (line.item_id for line in replaces.lines.all()) if replaces else ()
    hold_stock({*(line.item for line in agreed.wish.lines), *(item for item in held if item is not None)})
    try:
        quote = quote_order(agreed.wish, now=now, replaces=replaces, promised=agreed.ready_at)
    except NotThen:
        quote = quote_order(without_time(agreed.wish), now=now, replaces=replaces)
    if not agreed.is_met_by(quote):
        raise QuoteChanged(quote)
    return quote


def hold_stock(items: set[int]) -> None:
    """Let nobody else count what is left of them; by their keys, so that two baskets never wait for each other."""
    counted = MenuItem.objects.select_for_update().filter(pk__in=items, stock__isnull=False)
    list(counted.order_by("pk").values_list("pk"))


def take_stock(quote: Quote) -> None:
    for line in quote.lines:
        MenuItem.objects.filter(pk=line.item, stock__isnull=False).update(stock=F("stock") - line.quantity)


def return_stock(order: Order) -> None:
    """What nobody will eat can be sold again."""
    sold = [(line.item_id, line.quantity) for line in order.lines.all() if line.item_id is not None]
    hold_stock({item for item, _quantity in sold})
    for item, quantity in sold:
        MenuItem.objects.filter(pk=item, stock__isnull=False).update(stock=F("stock") + quantity)


def write_lines(order: Order, quote: Quote) -> None:
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=place,
            item_id=line.item,
            name=line.name,
            quantity=line.quantity,
            choices=[choice.as_json() for choice in line.choices],
            note=line.note,
            unit_price=line.unit_price,
            total=line.total,
        )
        for place, line in enumerate(quote.lines)
    )
