"""Sending an order's mail once, from what its row says at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from businesses.models import OrderStatus
from businesses.ordering.errors import OrderNotFound
from businesses.queries.orders import order_called
from tenants.context import current_business
from workflows.definitions.messages import MailOutcome
from workflows.definitions.order_messages import OrderMailKind
from workflows.errors import MailHeldBack
from workflows.mail.orders import render_order
from workflows.operations.mails import send_once

if TYPE_CHECKING:
    from businesses.models import Order
    from tenants.actors import Actor

UNDER_WAY = {OrderStatus.ACCEPTED, OrderStatus.PREPARING}
GOES_WITH = {
    OrderMailKind.UNPAID: {OrderStatus.UNPAID},
    OrderMailKind.LAPSED: {OrderStatus.LAPSED},
    OrderMailKind.PAID_LATE: frozenset(OrderStatus),
    OrderMailKind.REFUNDED: frozenset(OrderStatus),
    OrderMailKind.PLACED: {OrderStatus.PLACED},
    OrderMailKind.ACCEPTED: UNDER_WAY,
    OrderMailKind.READY: {OrderStatus.READY},
    OrderMailKind.REJECTED: {OrderStatus.REJECTED},
    OrderMailKind.CANCELLED: {OrderStatus.CANCELLED},
    OrderMailKind.FEEDBACK: {OrderStatus.COMPLETED},
    OrderMailKind.OVERDUE: UNDER_WAY,
}


def send_order_mail(*, reference: str, kind: OrderMailKind, version: int, by: Actor, name: str = "") -> MailOutcome:
    """Send the mail unless the order's row, read now, says otherwise; a mail that has gone out is not sent again.

    ``name`` tells a mail from another of its kind.

    Raises ``MailHeldBack``, ``MailUnderWay``, ``MailNotAccepted`` (each worth another try) or ``MailRefused``.
    """
    if current_business().is_suspended:
        raise MailHeldBack
    try:
        order = order_called(reference)
    except OrderNotFound:
        return MailOutcome(sent=False, reason="no such order")
    if order.status not in GOES_WITH[kind]:
        return MailOutcome(sent=False, reason=f"order is {order.status}")
    key = {"reference": reference, "kind": kind.value, "name": name, "version": version}
    return send_once(key, lambda _now: (_address(order, kind), render_order(order, kind)), by=by)


def _address(order: Order, kind: OrderMailKind) -> str:
    """That an order is late is told to who makes it."""
    return current_business().email if kind == OrderMailKind.OVERDUE else order.customer.email
