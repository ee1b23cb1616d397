"""Every write that makes, changes or moves an order."""

from businesses.operations.orders.changing import change_order
from businesses.operations.orders.moving import move_order
from businesses.operations.orders.paid import place_paid
from businesses.operations.orders.payments import refund_order
from businesses.operations.orders.placing import place_order

__all__ = ["change_order", "move_order", "place_order", "place_paid", "refund_order"]
