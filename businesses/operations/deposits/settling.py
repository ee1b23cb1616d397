"""What becomes of a deposit when its provider tells of it (``payments.settlements``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum
from django.utils import timezone

from businesses.errors import BookingBusy, BookingError
from businesses.models import Deposit, DepositState, PaidFor
from businesses.operations.confirmations import confirm_paid
from businesses.operations.deposits.ending import tell_due_back
from businesses.operations.orders.paid import place_paid
from businesses.operations.orders.payments import give_back
from businesses.operations.timeline import booking_called
from businesses.ordering.errors import OrderBusy, OrderError
from businesses.queries.orders import order_called
from tenants.actors import SYSTEM, Actor

if TYPE_CHECKING:
    from datetime import datetime

    from payments.models import Dispute, Payment, Refund

DEPOSIT = "deposit"
"""The purpose of payments that are a deposit; they are ``about`` its uid."""


class DepositSettlement:
    def paid(self, payment: Payment) -> None:
        """Book or place what it was paid for, late too while that can be had; what it cannot make is paid back.

        Raises ``BookingBusy`` and ``OrderBusy``, and nothing is noted then.
        """
        deposit, now = Deposit.objects.get(uid=payment.about), timezone.now()
        deposit.paid_at = payment.paid_at
        try:
            _settle(deposit, now=now)
        except (BookingBusy, OrderBusy):
            raise
        except (BookingError, OrderError):
            _give_back(deposit, now=now)
        else:
            deposit.state = DepositState.PAID
            deposit.save(update_fields=["state", "paid_at"])

    def not_paid(self, payment: Payment) -> None:
        """What it is for is held on, and may be paid for by another card, until its time is over."""

    def refunded(self, refund: Refund) -> None:
        """Here, or by the business at its provider: all of it, or it stays as it was."""
        payment = refund.payment
        given = payment.refunds.aggregate(sum=Sum("amount"))["sum"]
        if given >= payment.amount:
            back = {"state": DepositState.BACK, "back_at": refund.made_at, "trouble": ""}
            Deposit.objects.filter(uid=payment.about).update(**back)

    def disputed(self, dispute: Dispute, *, was: str) -> None:
        """The bank decides between the customer and the business; the booking or order stands as it is."""


def _settle(deposit: Deposit, *, now: datetime) -> None:
    by = Actor("customer", f"{deposit.of}:{deposit.reference}")
    if deposit.of == PaidFor.ORDER:
        place_paid(deposit=deposit, by=by, now=now)
    else:
        confirm_paid(deposit=deposit, by=by, now=now)


def _give_back(deposit: Deposit, *, now: datetime) -> None:
    """It came too late, or beside another that was paid."""
    if deposit.of == PaidFor.ORDER:
        give_back(order_called(deposit.reference), deposit, by=SYSTEM, now=now, is_late=True)
        return
    deposit.state, deposit.due_back_at = DepositState.DUE_BACK, now
    deposit.save(update_fields=["state", "paid_at", "due_back_at"])
    tell_due_back(booking_called(deposit.reference), deposit, by=SYSTEM, is_late=True)
