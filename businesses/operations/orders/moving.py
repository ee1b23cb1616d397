"""The one way an order moves from state to state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.contacts import plain_note
from businesses.events import (
    ORDER_ACCEPTED,
    ORDER_CANCELLED,
    ORDER_COMPLETED,
    ORDER_LAPSED,
    ORDER_PREPARING,
    ORDER_READY,
    ORDER_REJECTED,
)
from businesses.models import UNEATEN_ORDERS, OrderStatus
from businesses.operations.cancellations import LONGEST_REASON
from businesses.operations.contention import settled
from businesses.operations.orders.committing import return_stock
from businesses.operations.orders.payments import end_payment, lapse_asked_for
from businesses.operations.orders.timeline import move
from businesses.ordering.errors import OrderBusy, OrderChangedMeanwhile
from businesses.ordering.rules import check_may_move
from businesses.queries.orders import order_called

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from businesses.models import Order
    from tenants.actors import Actor

EVENTS: Mapping[OrderStatus, str] = {
    OrderStatus.ACCEPTED: ORDER_ACCEPTED,
    OrderStatus.PREPARING: ORDER_PREPARING,
    OrderStatus.READY: ORDER_READY,
    OrderStatus.COMPLETED: ORDER_COMPLETED,
    OrderStatus.REJECTED: ORDER_REJECTED,
    OrderStatus.CANCELLED: ORDER_CANCELLED,
    OrderStatus.LAPSED: ORDER_LAPSED,
}


def move_order(
    *,
    reference: str,
    to: OrderStatus,
    by: Actor,
    reason: str = "",
    version: int | None = None,
    now: datetime | None = None,
) -> Order:
    """Move the order on; one that is there already is returned as it is. What nobody will eat is paid back.

    ``version`` is the one that was shown to whoever moves it: ``OrderChangedMeanwhile`` where it is another by now.
    Raises ``TooLateForOrder`` where a customer cancels what has been accepted, ``OrderMoveNotAllowed``,
    ``OrderNotFound``, ``OrderBusy``.
    """
    moment, told = now or timezone.now(), plain_note(reason, LONGEST_REASON)

    def work() -> Order:
        order = order_called(reference)
        if order.status == to:
            return order
        if version is not None and order.version != version:
            raise OrderChangedMeanwhile
        check_may_move(order, to=to, by=by)
        if to in UNEATEN_ORDERS:
            return_stock(order)
            end_payment(order, by=by, now=moment)
        elif to == OrderStatus.COMPLETED:
            lapse_asked_for(order)
        return move(order, to=to, event=EVENTS[to], by=by, at=moment, kept={"reason": told} if told else {})

    return settled(work, busy=OrderBusy)
