"""What a payment does to its order: it is placed by it, late too while that can still be had."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from businesses.events import ORDER_ACCEPTED, ORDER_PAID, ORDER_PLACED
from businesses.models import OPEN_ORDERS, Deposit, DepositState, OrderPolicy, OrderStatus
from businesses.operations.contention import queue_for, settled
from businesses.operations.orders.committing import hold_stock, take_stock
from businesses.operations.orders.timeline import move
from businesses.ordering.baskets import OrderWish, WishedLine, WishedOption
from businesses.ordering.errors import NotThen, OrderBusy, OrderMoveNotAllowed, QuoteChanged
from businesses.ordering.kitchen import answer_by, quarter_of, ready_at
from businesses.ordering.quotes import QUOTE_LIFETIME, agreed_of
from businesses.queries.orders import order_called, read_kitchen
from businesses.queries.quoting import quote_order
from tenants.actors import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Order
    from tenants.actors import Actor

LATER_AT_MOST = timedelta(hours=1)
"""An order paid after its time is made for so long after the time agreed: later nobody waits for it."""
MAY_BE_PAID = frozenset({*OPEN_ORDERS, OrderStatus.COMPLETED})


def place_paid(*, deposit: Deposit, by: Actor, now: datetime) -> Order:
    """Place the order that was paid; note it of one that was placed without.

    Paid after its time it is placed while stock, prices and kitchen still give what was agreed, an hour later at most.
    Raises ``OrderMoveNotAllowed`` where it has ended, or was paid already; ``QuoteChanged`` and what ``quote_order``
    raises where it cannot be had any more; ``OrderBusy``.
    """
    return settled(lambda: _place(deposit, by=by, now=now), busy=OrderBusy)


def _place(deposit: Deposit, *, by: Actor, now: datetime) -> Order:
    order = order_called(deposit.reference)
    if order.status in MAY_BE_PAID:
        return _note(order, deposit, by=by, now=now)
    policy = OrderPolicy.current()
    if order.status == OrderStatus.UNPAID:
        ready = _still_ready(order, policy, now=now)
    elif order.status == OrderStatus.LAPSED:
        ready = _taken_again(order, now=now)
    else:
        raise OrderMoveNotAllowed(status=order.status, to=OrderStatus.PLACED)
    _take_in(deposit)
    accept_by = answer_by(read_kitchen(policy, now=now), timedelta(minutes=policy.accept_minutes), now=now)
    changed: dict[str, Any] = {"deposit": deposit, "pay_by": None, "ready_at": ready, "accept_by": accept_by}
    placed = move(order, to=OrderStatus.PLACED, event=ORDER_PLACED, by=by, at=now, told={"is_paid": True}, **changed)
    if policy.accepts_by_itself:
        return move(placed, to=OrderStatus.ACCEPTED, event=ORDER_ACCEPTED, by=SYSTEM, at=now)
    return placed


def _note(order: Order, deposit: Deposit, *, by: Actor, now: datetime) -> Order:
    """It is paid from then on, where that is what it costs and nothing else has paid it."""
    if (order.deposit is not None and order.deposit.paid_at is not None) or order.total != deposit.amount:
        raise OrderMoveNotAllowed(status=order.status, to=order.status)
    _take_in(deposit)
    return move(
        order, to=OrderStatus(order.status), event=ORDER_PAID, by=by, at=now, told={"is_paid": True}, deposit=deposit
    )


def _take_in(deposit: Deposit) -> None:
    deposit.state = DepositState.PAID
    deposit.save(update_fields=["state", "paid_at"])


def _still_ready(order: Order, policy: OrderPolicy, *, now: datetime) -> datetime:
    """When it was agreed, or as much later as its payment took; what it holds stays its own."""
    if order.ready_at >= now + policy.preparation - QUOTE_LIFETIME:
        return order.ready_at
    kitchen = read_kitchen(policy, now=now, without=order)
    try:
        return max(order.ready_at, ready_at(kitchen, order.pieces, wanted=None, now=now))
    except NotThen:  # the last order was while it waited to be paid: it was ordered before
        return order.ready_at


def _taken_again(order: Order, *, now: datetime) -> datetime:
    """When it is ready, with its stock taken once more; raises where it is not what was agreed."""
    queue_for([f"kitchen:{quarter_of(order.ready_at).isoformat()}"])
    wish = _wish_of(order)
    hold_stock({line.item for line in wish.lines})
    quote = quote_order(wish, now=now, promised=order.ready_at)
    if not agreed_of(order, wish).costs(quote) or quote.ready_at > order.ready_at + LATER_AT_MOST:
        raise QuoteChanged(quote)
    take_stock(quote)
    return quote.ready_at


def _wish_of(order: Order) -> OrderWish:
    """The same again, as soon as it can be had. What the menu has no more is nothing on it."""
    lines = tuple(
        WishedLine(
            line.item_id or 0,
            line.quantity,
            tuple(WishedOption(each["option_id"], each["amount"], each["is_left_out"]) for each in line.choices),
            line.note,
        )
        for line in order.lines.all()
    )
    return OrderWish(lines=lines, way=order.way, table=order.table_id, address=order.address)
