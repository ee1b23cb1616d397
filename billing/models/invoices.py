"""Invoices and credit notes with their lines. PostgreSQL refuses to change or delete any, and to leave a sum wrong."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.plans import Seller
from billing.models.statuses import Document, LineKind
from billing.models.subscriptions import Period


class Invoice(models.Model):
    """As it was sent: everything it says is here. What is still to be paid of one is in the ledger.

    A credit note has amounts above zero that are taken back, and ``credits`` the invoice they are of. ``key`` says what
    it is for: asked for again, it is the same.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    schema = models.CharField(_("business"), max_length=63)
    document = models.CharField(_("kind"), max_length=12, choices=Document.choices, default=Document.INVOICE)
    seller = models.ForeignKey(Seller, on_delete=models.PROTECT, related_name="+")
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=24, unique=True)
    key = models.CharField(max_length=80)
    credits = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="credit_notes", verbose_name=_("credits")
    )
    issued_at = models.DateTimeField(_("issued"))
    due_on = models.DateField(_("due"))
    currency = models.CharField(max_length=3)
    includes_tax = models.BooleanField(default=False)
    sold_by = models.JSONField()
    billed_to = models.JSONField()
    treatment = models.CharField(max_length=8)
    tax_percent = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    net = models.DecimalField(_("net"), max_digits=14, decimal_places=2)
    tax = models.DecimalField(_("tax"), max_digits=14, decimal_places=2)
    total = models.DecimalField(_("total"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.UniqueConstraint(fields=["seller", "document", "sequence"], name="invoice_number_once"),
            models.UniqueConstraint(fields=["schema", "key"], name="invoice_once"),
            models.CheckConstraint(condition=models.Q(total=models.F("net") + models.F("tax")), name="invoice_adds_up"),
            models.CheckConstraint(condition=models.Q(total__gte=0), name="invoice_not_below_zero"),
        ]
        indexes = [models.Index(fields=["schema", "-issued_at"], name="invoice_newest")]

    def __str__(self) -> str:
        return self.number


class Line(models.Model):
    """``amount`` is the list's price of it, with the tax in it where the invoice says so."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    schema = models.CharField(max_length=63)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    text = models.CharField(max_length=200)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, null=True, related_name="lines")
    meter = models.CharField(max_length=20, blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=6)
    price = models.DecimalField(max_digits=10, decimal_places=4)
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="line_once")]
        indexes = [models.Index(fields=["period", "meter"], name="line_of_usage")]


class Reminded(models.Model):
    """A reminder that was done about an invoice: once each. ``days`` is the reminder's."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminded")
    schema = models.CharField(max_length=63)
    days = models.PositiveSmallIntegerField()
    does = models.CharField(max_length=8)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invoice", "days"], name="reminded_once")]
