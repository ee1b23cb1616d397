"""Who may do what to an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import OPEN_ORDERS, ORDER_MOVES, OrderStatus
from businesses.ordering.errors import OrderMoveNotAllowed, TooLateForOrder
from businesses.rules import BOUND_BY_NOTICE
from tenants.context import current_business

if TYPE_CHECKING:
    from businesses.models import Order
    from tenants.actors import Actor


def may_be_cancelled_by_customer(order: Order) -> bool:
    """Whether its customer may still cancel or change it: nobody has accepted it."""
    return order.status == OrderStatus.PLACED


def check_may_change(order: Order, *, by: Actor) -> None:
    """Customers, and agents for them, change or cancel what nobody has accepted; raises ``TooLateForOrder``."""
    if by.kind in BOUND_BY_NOTICE and order.status in OPEN_ORDERS and order.status != OrderStatus.PLACED:
        raise TooLateForOrder(phone=current_business().phone)


def check_may_move(order: Order, *, to: OrderStatus, by: Actor) -> None:
    """Customers only cancel; the kitchen's moves are staff's. Raises ``TooLateForOrder``, ``OrderMoveNotAllowed``."""
    is_customers = by.kind in BOUND_BY_NOTICE
    if is_customers and to == OrderStatus.CANCELLED:
        check_may_change(order, by=by)
    if to not in ORDER_MOVES[OrderStatus(order.status)] or (is_customers and to != OrderStatus.CANCELLED):
        raise OrderMoveNotAllowed(status=order.status, to=to)
