"""What a provider says is taken down: in any order, as often as it likes, each thing with its effect once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from payments.models import Dispute, Payment, Refund, Verdict
from payments.ports import Kind, State
from payments.settlements import settlements
from tenants.actors import SYSTEM
from tenants.deeds import done

if TYPE_CHECKING:
    from datetime import datetime

    from payments.models import Way
    from payments.ports import Told

PAYMENT_PAID, PAYMENT_FAILED, PAYMENT_WAITS = "payment.paid", "payment.failed", "payment.waits"
REFUND_MADE, DISPUTE_CHANGED = "payment.refunded", "payment.disputed"
DECIDED = frozenset({State.WON, State.LOST})
DEEDS = {State.PAID: PAYMENT_PAID, State.FAILED: PAYMENT_FAILED, State.ACTION: PAYMENT_WAITS}


def take_down(told: Told, *, way: Way, account: str) -> Verdict:
    """Note what is told of a payment, refund or dispute of the account, and have its app settle what that changes.

    What is of no payment of the account changes nothing.
    """
    with transaction.atomic():
        payment = _payment_of(told, way, account)
        if payment is None:
            return Verdict.STRANGER
        if told.currency != payment.currency or told.amount > payment.amount:
            return Verdict.DIFFERS
        match told.kind:
            case Kind.PAYMENT:
                return _of_payment(payment, told)
            case Kind.REFUND:
                return _of_refund(payment, told)
            case Kind.DISPUTE:
                return _of_dispute(payment, told)


def _payment_of(told: Told, way: Way, account: str) -> Payment | None:
    """By our key, which the provider hands back, or by its own name; the row is locked."""
    own = Payment.objects.select_for_update().filter(way=way, account=account)
    if told.kind != Kind.PAYMENT:
        return own.filter(reference=told.payment).first() if told.payment else None
    known = own.filter(reference=told.reference).first() if told.reference else None
    if known is None and told.key:
        known = own.filter(uid=told.key, reference="").first()
    return known


def _of_payment(payment: Payment, told: Told) -> Verdict:
    """Paid is for good; of the other words the newest holds. What was paid is all of it, or it is not paid."""
    if told.state == State.PAID and told.amount != payment.amount:
        return Verdict.DIFFERS
    if payment.state == State.PAID or told.state == State.STARTED or _is_old(payment, told):
        if not payment.reference:
            payment.reference = told.reference
            payment.save(update_fields=["reference"])
        return Verdict.NOTHING
    is_news = (payment.state, payment.code) != (told.state, told.code)
    payment.reference, payment.state, payment.code, payment.told_at = told.reference, told.state, told.code, told.at
    payment.paid_at = told.at if told.state == State.PAID else None
    payment.save(update_fields=["reference", "state", "code", "told_at", "paid_at"])
    if not is_news:
        return Verdict.NOTHING
    settlement = settlements[payment.purpose]
    (settlement.paid if payment.state == State.PAID else settlement.not_paid)(payment)
    _tell(DEEDS[told.state], payment, code=told.code)
    return Verdict.DONE


def _is_old(payment: Payment, told: Told) -> bool:
    return told.state != State.PAID and payment.told_at is not None and told.at < payment.told_at


def _of_refund(payment: Payment, told: Told) -> Verdict:
    if told.state != State.PAID or payment.refunds.filter(reference=told.reference).exists():
        return Verdict.NOTHING
    pay_first(payment, at=told.at)
    refund = Refund.objects.create(
        schema=payment.schema,
        payment=payment,
        reference=told.reference,
        amount=told.amount,
        is_ours=bool(told.key),
        made_at=told.at,
    )
    settlements[payment.purpose].refunded(refund)
    _tell(REFUND_MADE, payment, refund=told.reference)
    return Verdict.DONE


def _of_dispute(payment: Payment, told: Told) -> Verdict:
    """A decision holds, whichever word of the dispute comes first."""
    dispute = payment.disputes.filter(reference=told.reference).first()
    was = dispute.state if dispute else ""
    if was == told.state or was in DECIDED:
        return Verdict.NOTHING
    pay_first(payment, at=told.at)
    if dispute is None:
        dispute = Dispute(schema=payment.schema, payment=payment, reference=told.reference, opened_at=told.at)
    dispute.amount, dispute.state, dispute.code = told.amount, told.state, told.code
    dispute.save()
    settlements[payment.purpose].disputed(dispute, was=was)
    _tell(DISPUTE_CHANGED, payment, state=told.state)
    return Verdict.DONE


def pay_first(payment: Payment, *, at: datetime) -> None:
    """What is refunded or disputed was paid, though word of that may be lost or on its way."""
    if payment.state == State.PAID:
        return
    payment.state, payment.code, payment.paid_at, payment.told_at = State.PAID, "", at, at
    payment.save(update_fields=["state", "code", "paid_at", "told_at"])
    settlements[payment.purpose].paid(payment)
    _tell(PAYMENT_PAID, payment)


def _tell(deed: str, payment: Payment, **detail: str) -> None:
    told = {"of": payment.about, **{key: value for key, value in detail.items() if value}}
    done(deed, about=f"payment:{payment.uid}", by=SYSTEM, schema=payment.schema, detail=told)
