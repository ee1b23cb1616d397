"""Sending an invoice or credit note: its tax, its number, its lines and its journal, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from billing.errors import NotCreditable
from billing.models import Book, Document, Invoice, Line, LineKind, Payer, Period, PriceList, Seller, TaxRate
from billing.operations.posting import Entry, post
from billing.queries.owed import credit_of, owed_on, unpaid
from billing.tax import Treatment, taxed, treatment
from tenants.actors import SYSTEM
from tenants.deeds import done

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from billing.models import Subscription
    from tenants.actors import Actor

INVOICE_ISSUED, CREDIT_NOTE_ISSUED = "invoice.issued", "credit_note.issued"


@dataclass(frozen=True, slots=True)
class Item:
    """A line before it has an invoice. Amounts are the price list's, below zero where something is taken off."""

    kind: LineKind
    text: str
    amount: Decimal
    quantity: Decimal = Decimal(1)
    price: Decimal | None = None
    period: Period | None = None
    meter: str = ""


def issue_invoice(
    *, subscription: Subscription, items: Sequence[Item], key: str, zone: ZoneInfo, now: datetime
) -> Invoice | None:
    """Send one for the items; None where there are none. Asked for again under its key: the one there is.

    What the platform owes the business is taken for it at once. Items that come to less than nothing become credit: a
    credit note without an invoice of its own.
    """
    if not items:
        return None
    with transaction.atomic():
        earlier = Invoice.objects.filter(schema=subscription.schema, key=key).first()
        if earlier is not None:
            return earlier
        amount = sum((item.amount for item in items), Decimal(0))
        if amount < 0:
            return _credit(subscription, items, key, zone, now)
        invoice = _write(
            Document.INVOICE, subscription, _terms(subscription, zone, now), items, key=key, zone=zone, now=now
        )
        entries = [
            Entry(Book.RECEIVABLE, invoice.total, invoice),
            Entry(Book.REVENUE, -invoice.net),
            Entry(Book.TAX, -invoice.tax),
        ]
        _post(invoice, f"invoice:{invoice.number}", entries, now)
        use_credit(schema=invoice.schema, now=now)
        _tell(INVOICE_ISSUED, invoice, SYSTEM)
    return invoice


def _credit(subscription: Subscription, items: Sequence[Item], key: str, zone: ZoneInfo, now: datetime) -> Invoice:
    turned = [_turned(item) for item in items]
    terms = _terms(subscription, zone, now)
    note = _write(Document.CREDIT_NOTE, subscription, terms, turned, key=key, zone=zone, now=now)
    _post(note, f"credit_note:{note.number}", _taken_back(note), now)
    use_credit(schema=note.schema, now=now)
    _tell(CREDIT_NOTE_ISSUED, note, SYSTEM)
    return note


def _turned(item: Item) -> Item:
    return Item(item.kind, item.text, -item.amount, -item.quantity, item.price, item.period, item.meter)


def _taken_back(note: Invoice) -> list[Entry]:
    return [Entry(Book.REVENUE, note.net), Entry(Book.TAX, note.tax), Entry(Book.CREDIT, -note.total)]


def credit_invoice(
    *,
    invoice: Invoice,
    subscription: Subscription,
    amount: Decimal,
    text: str,
    key: str,
    zone: ZoneInfo,
    now: datetime,
    by: Actor,
) -> Invoice:
    """Take back some of an invoice, ``amount`` in the prices of its lines: first what is still owed on it.

    The rest is owed to the business. Again under its key: the one there is. Raises ``NotCreditable``.
    """
    with transaction.atomic():
        earlier = Invoice.objects.filter(schema=invoice.schema, key=key).first()
        if earlier is not None:
            return earlier
        Seller.objects.select_for_update().get(pk=invoice.seller_id)
        taken = sum((note.total for note in invoice.credit_notes.all()), Decimal(0))
        tax = taxed(amount, percent=invoice.tax_percent, includes_tax=invoice.includes_tax)
        if amount <= 0 or invoice.document != Document.INVOICE or taken + tax.total > invoice.total:
            raise NotCreditable
        item = Item(LineKind.CREDIT, text, amount)
        note = _write(Document.CREDIT_NOTE, subscription, invoice, [item], key=key, zone=zone, now=now)
        _post(note, f"credit_note:{note.number}", _taken_back(note), now)
        use_credit_on(invoice, now)
        use_credit(schema=invoice.schema, now=now)
        _tell(CREDIT_NOTE_ISSUED, note, by)
    return note


def use_credit(*, schema: str, now: datetime) -> None:
    """Pay what is unpaid, the oldest first, of what the platform owes the business, inside the caller's transaction."""
    for invoice in unpaid(schema):
        use_credit_on(invoice, now)


def use_credit_on(invoice: Invoice, now: datetime) -> None:
    used = min(credit_of(invoice.schema, invoice.currency), owed_on(invoice))
    if used > 0:
        number = invoice.postings.filter(book=Book.RECEIVABLE).count()
        entries = [Entry(Book.CREDIT, used), Entry(Book.RECEIVABLE, -used, invoice)]
        _post(invoice, f"credit_used:{invoice.number}:{number}", entries, now)


SAID = ("currency", "includes_tax", "sold_by", "billed_to", "treatment", "tax_percent")
"""What an invoice takes over from its terms, and a credit note from its invoice."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Whatever of an invoice is not its lines."""

    seller: Seller
    currency: str
    includes_tax: bool
    sold_by: dict[str, str]
    billed_to: dict[str, str]
    treatment: str
    tax_percent: Decimal


def _terms(subscription: Subscription, zone: ZoneInfo, now: datetime) -> Terms:
    seller, payer = Seller.objects.order_by("pk")[0], Payer.objects.get(schema=subscription.schema)
    way = treatment(seller=seller.country, buyer=payer.country, vat_id=payer.vat_id)
    percent = tax_percent(payer.country, zone, now) if way == Treatment.TAXED else Decimal(0)
    sold_by = {name: getattr(seller, name) for name in ("name", "address", "country", "vat_id", "bank")}
    billed_to = {name: getattr(payer, name) for name in ("name", "address", "country", "vat_id", "email")}
    prices = PriceList.objects.get(currency=subscription.currency)
    return Terms(seller, subscription.currency, prices.includes_tax, sold_by, billed_to, way, percent)


def tax_percent(country: str, zone: ZoneInfo, now: datetime) -> Decimal:
    """What holds there on the day; none where no rate is kept."""
    today = now.astimezone(zone).date()
    rate = TaxRate.objects.filter(country=country, since__lte=today).order_by("-since").first()
    return rate.percent if rate else Decimal(0)


def _write(
    document: Document,
    subscription: Subscription,
    terms: Terms | Invoice,
    items: Sequence[Item],
    *,
    key: str,
    zone: ZoneInfo,
    now: datetime,
) -> Invoice:
    """The rows. The seller's is locked to the end of the transaction: if that fails, the number is given out again."""
    amount = sum((item.amount for item in items), Decimal(0))
    tax = taxed(amount, percent=terms.tax_percent, includes_tax=terms.includes_tax)
    seller = Seller.objects.select_for_update().get(pk=terms.seller.pk)
    sequence, mark = _next(seller, document)
    invoice = Invoice.objects.create(
        schema=subscription.schema,
        document=document,
        seller=seller,
        sequence=sequence,
        number=f"{seller.prefix}{mark}{sequence:06d}",
        key=key,
        credits=terms if isinstance(terms, Invoice) else None,
        issued_at=now,
        due_on=now.astimezone(zone).date() + timedelta(days=seller.days_to_pay),
        **{name: getattr(terms, name) for name in SAID},
        net=tax.net,
        tax=tax.tax,
        total=tax.total,
    )
    Line.objects.bulk_create(
        Line(
            invoice=invoice,
            schema=invoice.schema,
            position=position,
            kind=item.kind,
            text=item.text[:200],
            period=item.period,
            meter=item.meter,
            quantity=item.quantity,
            price=item.amount if item.price is None else item.price,
            amount=item.amount,
        )
        for position, item in enumerate(items, start=1)
    )
    return invoice


def _next(seller: Seller, document: Document) -> tuple[int, str]:
    if document == Document.INVOICE:
        seller.last_invoice += 1
        number, mark = seller.last_invoice, ""
    else:
        seller.last_credit_note += 1
        number, mark = seller.last_credit_note, "C"
    seller.save(update_fields=["last_invoice", "last_credit_note"])
    return number, mark


def _post(invoice: Invoice, key: str, entries: list[Entry], now: datetime) -> None:
    post(schema=invoice.schema, key=key, currency=invoice.currency, at=now, entries=entries)


def _tell(deed: str, invoice: Invoice, by: Actor) -> None:
    detail = {"total": str(invoice.total), "currency": invoice.currency}
    done(deed, about=f"invoice:{invoice.number}", by=by, schema=invoice.schema, detail=detail)
