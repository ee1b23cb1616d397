"""Who may do what to an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import OPEN_ORDERS, ORDER_MOVES, OrderStatus, PaidWhen
from businesses.ordering.errors import OrderMoveNotAllowed, TooLateForOrder
from businesses.rules import BOUND_BY_NOTICE
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Order, OrderPolicy
    from tenants.actors import Actor

BY_PAYMENT = frozenset({OrderStatus.PLACED, OrderStatus.LAPSED})
"""What an order that waits to be paid becomes by that, and by its time."""


def may_be_cancelled_by_customer(order: Order) -> bool:
    """Whether its customer may still cancel it: nobody has accepted it."""
    return order.status in {OrderStatus.UNPAID, OrderStatus.PLACED}


def may_be_paid(order: Order, policy: OrderPolicy, now: datetime) -> bool:
    """Whether it can be paid by card now: it has to be, or may be and is not."""
    if order.owed_payment(now) is not None:
        return True
    is_open = order.status in OPEN_ORDERS and order.total > 0
    return is_open and policy.paid_when(order.way) == PaidWhen.CHOICE and not order.is_paid


def check_may_change(order: Order, *, by: Actor) -> None:
    """Customers, and agents for them, change or cancel what nobody has accepted; raises ``TooLateForOrder``."""
    if by.kind in BOUND_BY_NOTICE and order.status in OPEN_ORDERS and order.status != OrderStatus.PLACED:
        raise TooLateForOrder(phone=current_business().phone)


def check_may_move(order: Order, *, to: OrderStatus, by: Actor) -> None:
    """Customers only cancel; the kitchen's moves are staff's, and whether it was paid in time nobody says.

    Raises ``TooLateForOrder``, ``OrderMoveNotAllowed``.
    """
    is_customers = by.kind in BOUND_BY_NOTICE
    if is_customers and to == OrderStatus.CANCELLED:
        check_may_change(order, by=by)
    is_theirs = to == OrderStatus.CANCELLED if is_customers else to not in BY_PAYMENT or by.kind == "system"
    if to not in ORDER_MOVES[OrderStatus(order.status)] or not is_theirs:
        raise OrderMoveNotAllowed(status=order.status, to=to)
