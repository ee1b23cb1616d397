"""Changing an order nobody has accepted yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.contacts import plain_note
from businesses.events import ORDER_CHANGED
from businesses.models import Order, OrderStatus
from businesses.operations.contention import settled
from businesses.operations.holds import LONGEST_ADDRESS
from businesses.operations.orders.committing import quoted_again, return_stock, take_stock, write_lines
from businesses.operations.orders.timeline import move
from businesses.ordering.errors import OrderBusy, OrderMoveNotAllowed, QuoteNotValid
from businesses.ordering.quotes import read_quote
from businesses.ordering.rules import check_may_change
from businesses.queries.orders import order_called

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.ordering.quotes import Agreed
    from tenants.actors import Actor


def change_order(*, quote_token: str, by: Actor, now: datetime | None = None) -> Order:
    """Have the order the quote was made for be as the quote says; doing it again changes nothing.

    Raises ``QuoteNotValid``, ``QuoteChanged``, ``TooLateForOrder`` for anybody but staff once it is accepted,
    ``OrderMoveNotAllowed`` where it has ended, ``OrderBusy``, and what ``quote_order`` raises.
    """
    moment = now or timezone.now()
    agreed = read_quote(quote_token)
    if not agreed.replaces:
        raise QuoteNotValid
    return settled(lambda: _change(agreed, by=by, now=moment), busy=OrderBusy)


def _change(agreed: Agreed, *, by: Actor, now: datetime) -> Order:
    order = order_called(agreed.replaces)
    if is_as_agreed(order, agreed):
        return order
    check_may_change(order, by=by)
    if order.status not in {OrderStatus.PLACED, OrderStatus.ACCEPTED, OrderStatus.PREPARING}:
        raise OrderMoveNotAllowed(status=order.status, to=order.status)
    return_stock(order)
    quote = quoted_again(agreed, now=now, replaces=order)
    before = [{"name": line.name, "quantity": line.quantity} for line in order.lines.all()]
    changed = {
        "way": agreed.wish.way,
        "table_id": agreed.wish.table,
        "address": plain_note(agreed.wish.address, LONGEST_ADDRESS),
        "subtotal": quote.subtotal,
        "fee": quote.fee,
        "tax": quote.tax,
        "total": quote.total,
        "pieces": quote.pieces,
        "ready_at": quote.ready_at,
        "minutes_on_the_way": quote.minutes_on_the_way,
    }
    order.lines.all().delete()
    write_lines(order, quote)
    take_stock(quote)
    status = OrderStatus(order.status)
    return move(order, to=status, event=ORDER_CHANGED, by=by, at=now, kept={"lines": before}, **changed)


def is_as_agreed(order: Order, agreed: Agreed) -> bool:
    """Whether the order is already what the token says."""
    rows = [(line.item_id, line.quantity, line.name, line.unit_price, line.note) for line in order.lines.all()]
    wished = [
        (line.item, line.quantity, name, price, line.note)
        for line, (name, price) in zip(agreed.wish.lines, agreed.lines, strict=True)
    ]
    return rows == wished and (order.total, order.ready_at, order.way) == (
        agreed.total,
        agreed.ready_at,
        agreed.wish.way,
    )
