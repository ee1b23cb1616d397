"""The ledger: double entry. Every journal's postings come to nothing, which PostgreSQL sees to at the commit."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.invoices import Invoice


class Book(models.TextChoices):
    """RECEIVABLE is of an invoice; CREDIT is what the platform owes a business; DISPUTED is away until it is decided.

    UNEXPLAINED holds what went back by the provider's own means, until somebody says what for.
    """

    RECEIVABLE = "receivable", _("To be paid")
    REVENUE = "revenue", _("Revenue")
    TAX = "tax", _("Tax")
    CASH = "cash", _("Received")
    CREDIT = "credit", _("Credit of businesses")
    DISPUTED = "disputed", _("In dispute")
    LOSS = "loss", _("Lost in disputes")
    UNEXPLAINED = "unexplained", _("Paid back, unexplained")


class Journal(models.Model):
    """One thing that happened to money. ``key`` says what: written down again, it is the same."""

    schema = models.CharField(_("business"), max_length=63)
    key = models.CharField(_("of"), max_length=120)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")
        constraints = [models.UniqueConstraint(fields=["schema", "key"], name="journal_once")]

    def __str__(self) -> str:
        return self.key


class Posting(models.Model):
    """Debit above zero, credit below. A receivable names its invoice."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="postings")
    schema = models.CharField(max_length=63)
    book = models.CharField(_("account"), max_length=12, choices=Book.choices)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, null=True, related_name="postings")
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        indexes = [
            models.Index(fields=["invoice", "book"], name="posting_of_invoice"),
            models.Index(fields=["schema", "book"], name="posting_of_business"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(book="receivable") | models.Q(invoice__isnull=False), name="receivable_of_invoice"
            )
        ]
