"""What is owed, either way: read from the ledger, which is the only place that knows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.db.models import DecimalField, Sum, Value
from django.db.models.functions import Coalesce

from billing.models import Book, Document, Invoice, Posting

if TYPE_CHECKING:
    from django.db.models import QuerySet

MONEY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=14, decimal_places=2)
OWED = Coalesce(Sum("postings__amount"), Value(Decimal(0)), output_field=MONEY)


def owed_on(invoice: Invoice) -> Decimal:
    """What is still to be paid of it."""
    rows = Posting.objects.filter(invoice=invoice, book=Book.RECEIVABLE)
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00")


def with_owed(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Each with ``owed``. Only receivables name an invoice."""
    return cast("QuerySet[Invoice]", invoices.annotate(owed=OWED))


def unpaid(schema: str | None = None) -> QuerySet[Invoice]:
    """Oldest first."""
    rows = Invoice.objects.filter(document=Document.INVOICE)
    if schema is not None:
        rows = rows.filter(schema=schema)
    return cast("QuerySet[Invoice]", rows.annotate(owed=OWED).filter(owed__gt=0).order_by("issued_at", "pk"))


def credit_of(schema: str, currency: str) -> Decimal:
    """What the platform owes the business: paid twice, taken back after it was paid."""
    rows = Posting.objects.filter(schema=schema, book=Book.CREDIT, currency=currency)
    return -(rows.aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00"))
