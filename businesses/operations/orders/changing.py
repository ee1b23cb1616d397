"""Changing an order nobody has accepted yet."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from businesses.contacts import plain_note
from businesses.events import ORDER_CHANGED
from businesses.models import Order, OrderStatus
from businesses.operations.contention import settled
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from businesses.operations.orders.committing import quoted_again, return_stock, take_stock, write_lines
from businesses.operations.orders.payments import lapse_asked_for
from businesses.operations.orders.timeline import move
from businesses.ordering.errors import OrderBusy, OrderMoveNotAllowed, PaidAlready, QuoteNotValid
from businesses.ordering.quotes import read_quote
from businesses.ordering.rules import check_may_change
from businesses.queries.orders import order_called

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.ordering.quotes import Agreed
    from tenants.actors import Actor


def change_order(*, quote_token: str, by: Actor, note: str | None = None, now: datetime | None = None) -> Order:
    """Have the order the quote was made for be as the quote says; doing it again changes nothing.

    ``note`` takes the place of the one there is, which stays where it is None.

    Raises ``QuoteNotValid``, ``QuoteChanged``, ``TooLateForOrder`` for anybody but staff once it is accepted,
    ``OrderMoveNotAllowed`` where it has ended or waits to be paid, ``PaidAlready`` where it would cost something else
    than was paid, ``OrderBusy``, and what ``quote_order`` raises.
    """
    moment = now or timezone.now()
    agreed = read_quote(quote_token)
    if not agreed.replaces:
        raise QuoteNotValid
    token = hashlib.sha256(quote_token.encode()).hexdigest()
    return settled(lambda: _change(agreed, token, note, by=by, now=moment), busy=OrderBusy)


def _change(agreed: Agreed, token: str, note: str | None, *, by: Actor, now: datetime) -> Order:
    order = order_called(agreed.replaces)
    if order.changes.filter(detail__quote=token).exists():
        return order
    check_may_change(order, by=by)
    if order.status not in {OrderStatus.PLACED, OrderStatus.ACCEPTED, OrderStatus.PREPARING}:
        raise OrderMoveNotAllowed(status=order.status, to=order.status)
    quote = quoted_again(agreed, now=now, replaces=order)
    if order.is_paid and quote.total != order.total:
        raise PaidAlready
    if quote.total != order.total:
        lapse_asked_for(order)
    before = [{"name": line.name, "quantity": line.quantity} for line in order.lines.all()]
    changed: dict[str, Any] = {
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
        "note": order.note if note is None else plain_note(note, LONGEST_NOTE),
    }
    return_stock(order)
    order.lines.all().delete()
    write_lines(order, quote)
    take_stock(quote)
    status = OrderStatus(order.status)
    kept = {"lines": before, "quote": token}
    return move(order, to=status, event=ORDER_CHANGED, by=by, at=now, kept=kept, **changed)
