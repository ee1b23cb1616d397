"""What is asked for an order beforehand, and given back where nobody will eat it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.contacts import plain_note
from businesses.events import ORDER_PAYMENT_DUE_BACK
from businesses.models import Deposit, DepositState, OrderStatus, PaidFor
from businesses.operations.cancellations import LONGEST_REASON
from businesses.operations.contention import settled
from businesses.operations.orders.timeline import move, publish_beside
from businesses.ordering.errors import NotPaid, OrderBusy
from businesses.queries.orders import order_called

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Order, OrderPolicy
    from tenants.actors import Actor


def ask_payment(order: Order, policy: OrderPolicy, *, now: datetime) -> None:
    """Have a new order, which the caller saves, wait to be paid."""
    order.status, order.pay_by = OrderStatus.UNPAID, now + timedelta(minutes=policy.pay_minutes)
    order.deposit = asked_for(order, now=now)


def asked_for(order: Order, *, now: datetime) -> Deposit:
    """All of it, of which there is one asked for at a time; inside the caller's transaction."""
    lapse_asked_for(order)
    return Deposit.objects.create(
        of=PaidFor.ORDER, reference=order.reference, amount=order.total, currency=order.currency, asked_at=now
    )


def lapse_asked_for(order: Order) -> None:
    asked = Deposit.objects.filter(of=PaidFor.ORDER, reference=order.reference, state=DepositState.ASKED)
    asked.update(state=DepositState.LAPSED)


def end_payment(order: Order, *, by: Actor, now: datetime) -> None:
    """Nobody will eat it: what was paid goes back, what was asked for is asked for no more; in the same transaction."""
    lapse_asked_for(order)
    paid = Deposit.objects.select_for_update().filter(pk=order.deposit_id or 0, state=DepositState.PAID).first()
    if paid is not None:
        give_back(order, paid, by=by, now=now, is_late=False)


def give_back(order: Order, deposit: Deposit, *, by: Actor, now: datetime, is_late: bool) -> None:
    """Have it paid back (``pay_back_due``). ``is_late``: it has ordered nothing; else the end is told with it."""
    deposit.state, deposit.due_back_at = DepositState.DUE_BACK, now
    deposit.save(update_fields=["state", "paid_at", "due_back_at"])
    publish_beside(order, event=ORDER_PAYMENT_DUE_BACK, by=by, deposit=str(deposit.uid), is_late=is_late)


def refund_order(*, reference: str, by: Actor, reason: str = "", now: datetime | None = None) -> Order:
    """Pay back what was paid for an order that stands, all of it; one that is being paid back is as it is.

    Raises ``NotPaid``, ``OrderNotFound``, ``OrderBusy``.
    """
    moment, told = now or timezone.now(), plain_note(reason, LONGEST_REASON)

    def work() -> Order:
        order = order_called(reference)
        deposit = Deposit.objects.select_for_update().filter(pk=order.deposit_id or 0).first()
        if deposit is not None and deposit.state in {DepositState.DUE_BACK, DepositState.BACK}:
            return order
        if deposit is None or deposit.state != DepositState.PAID:
            raise NotPaid
        deposit.state, deposit.due_back_at = DepositState.DUE_BACK, moment
        deposit.save(update_fields=["state", "due_back_at"])
        return move(
            order,
            to=OrderStatus(order.status),
            event=ORDER_PAYMENT_DUE_BACK,
            by=by,
            at=moment,
            kept={"reason": told} if told else {},
            told={"deposit": str(deposit.uid), "is_late": False, "is_refund": True},
        )

    return settled(work, busy=OrderBusy)
