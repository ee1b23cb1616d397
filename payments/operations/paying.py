"""Having something paid, and paying back: a row, then the provider, outside of any transaction, then what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from payments.errors import NotRefundable, ProviderUnreachable
from payments.models import Payment, Way
from payments.operations.telling import take_down
from payments.ports import Kind, State, Told, Wanted

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from payments.ports import Provider


def note_payment(
    *, schema: str, purpose: str, about: str, way: Way, account: str, amount: Decimal, currency: str, now: datetime
) -> Payment:
    """The row of an attempt, before anybody is asked: what becomes of it is found by its key."""
    return Payment.objects.create(
        schema=schema,
        purpose=purpose,
        about=about,
        way=way,
        account=account,
        amount=amount,
        currency=currency,
        started_at=now,
    )


def take_from_card(*, payment: Payment, payer: str, provider: Provider) -> Payment:
    """Ask the provider for it, nobody being there; its answer is taken down as a notice of the same would be.

    Where it does not answer the payment stays as it is: asked again, or told of by a notice, it is still one.
    """
    try:
        told = provider.start(wanted(payment, payer))
    except ProviderUnreachable:
        return payment
    take_down(told, way=Way(payment.way), account=payment.account)
    payment.refresh_from_db()
    return payment


def wanted(payment: Payment, payer: str) -> Wanted:
    return Wanted(str(payment.uid), payment.amount, payment.currency, payer, payment.about)


def record_transfer(
    *,
    schema: str,
    purpose: str,
    about: str,
    account: str,
    amount: Decimal,
    currency: str,
    reference: str,
    at: datetime,
) -> Payment:
    """Money that came to the bank, by the bank's reference: entered again, it is the same payment."""
    with transaction.atomic():
        payment, _is_new = Payment.objects.get_or_create(
            way=Way.TRANSFER,
            account=account,
            reference=reference,
            defaults={
                "schema": schema,
                "purpose": purpose,
                "about": about,
                "amount": amount,
                "currency": currency,
                "started_at": at,
            },
        )
        told = Told(Kind.PAYMENT, reference, State.PAID, amount, currency, at)
        take_down(told, way=Way.TRANSFER, account=account)
        payment.refresh_from_db()
    return payment


def pay_back(*, payment: Payment, amount: Decimal, key: str, provider: Provider) -> None:
    """Give some of a payment by card back, once a key. Raises ``NotRefundable``, ``ProviderUnreachable``."""
    given = payment.refunds.aggregate(sum=Sum("amount"))["sum"] or 0
    if payment.state != State.PAID or payment.way != Way.STRIPE or amount <= 0 or given + amount > payment.amount:
        raise NotRefundable
    told = provider.refund(payment=payment.reference, amount=amount, currency=payment.currency, key=key)
    take_down(told, way=Way.STRIPE, account=payment.account)
