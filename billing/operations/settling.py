"""What a payment, refund or dispute does in the ledger. Each is told of once (``payments.settlements``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from billing.models import Book, Invoice, Subscription
from billing.operations.issuing import use_credit
from billing.operations.posting import Entry, post
from billing.operations.standing import restand
from billing.operations.subscribing import locked
from billing.queries.owed import owed_on
from payments.ports import State
from tenants.models import Business

if TYPE_CHECKING:
    from datetime import datetime

    from payments.models import Dispute, Payment, Refund

INVOICE = "invoice"
"""The purpose of payments that are of an invoice; they are ``about`` its uid."""
AWAY = {State.OPEN: Book.DISPUTED, State.LOST: Book.LOSS}
"""Where a disputed amount is; won, it is back where it was."""


class InvoiceSettlement:
    def paid(self, payment: Payment) -> None:
        """What is owed on the invoice is paid by it; what is more is the business's credit."""
        locked(payment.schema)
        invoice = Invoice.objects.get(schema=payment.schema, uid=payment.about)
        used = min(owed_on(invoice), payment.amount)
        entries = [
            Entry(Book.CASH, payment.amount),
            Entry(Book.RECEIVABLE, -used, invoice),
            Entry(Book.CREDIT, used - payment.amount),
        ]
        _post(payment, f"payment:{payment.uid}", entries, payment.paid_at or payment.started_at)
        use_credit(schema=payment.schema, now=payment.paid_at or payment.started_at)
        restand_now(payment.schema, payment.paid_at or payment.started_at)

    def not_paid(self, payment: Payment) -> None:
        """Nothing is owed more or less for it: the invoice's day decides how the subscription stands."""

    def refunded(self, refund: Refund) -> None:
        against = Book.CREDIT if refund.is_ours else Book.UNEXPLAINED
        entries = [Entry(Book.CASH, -refund.amount), Entry(against, refund.amount)]
        _post(refund.payment, f"refund:{refund.reference}", entries, refund.made_at)

    def disputed(self, dispute: Dispute, *, was: str) -> None:
        """The bank takes the amount at once, and gives it back where the dispute is won."""
        before = AWAY[State(was)] if was else Book.CASH
        after = AWAY.get(State(dispute.state), Book.CASH)
        entries = [Entry(before, -dispute.amount), Entry(after, dispute.amount)]
        _post(dispute.payment, f"dispute:{dispute.reference}:{dispute.state}", entries, dispute.opened_at)


def _post(payment: Payment, key: str, entries: list[Entry], at: datetime) -> None:
    post(schema=payment.schema, key=key, currency=payment.currency, at=at, entries=entries)


def restand_now(schema: str, now: datetime) -> None:
    business = Business.objects.filter(schema_name=schema).first()
    subscription = Subscription.objects.filter(schema=schema).first()
    if business is not None and subscription is not None:
        restand(subscription, today=now.astimezone(business.zone).date())
