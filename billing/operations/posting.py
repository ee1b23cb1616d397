"""Writing into the ledger: a journal and postings that come to nothing, or not at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from billing.models import Journal, Posting

if TYPE_CHECKING:
    from datetime import datetime

    from billing.models import Invoice


@dataclass(frozen=True, slots=True)
class Entry:
    """Debit above zero, credit below."""

    book: str
    amount: Decimal
    invoice: Invoice | None = None


class Unbalanced(Exception):
    """Postings that do not come to nothing: a defect here, which must not be committed."""


def post(*, schema: str, key: str, currency: str, at: datetime, entries: list[Entry]) -> bool:
    """Write a journal inside the caller's transaction; False, and nothing written, where its key was written before.

    Amounts of nothing are left out.
    """
    journal, is_new = Journal.objects.get_or_create(schema=schema, key=key, defaults={"at": at})
    if not is_new:
        return False
    sums: dict[tuple[str, int | None], Decimal] = defaultdict(Decimal)
    invoices: dict[int | None, Invoice | None] = {}
    for entry in entries:
        pk = entry.invoice.pk if entry.invoice else None
        sums[entry.book, pk] += entry.amount
        invoices[pk] = entry.invoice
    if sum(sums.values()) != 0:
        raise Unbalanced(key)
    Posting.objects.bulk_create(
        Posting(journal=journal, schema=schema, book=book, invoice=invoices[pk], currency=currency, amount=amount)
        for (book, pk), amount in sums.items()
        if amount
    )
    return True
