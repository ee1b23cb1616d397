"""How a subscription stands, and what is on an invoice, as owners read it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """TRIAL until the plan begins; LATE while something is overdue, LIMITED when the grace is over as well.

    ENDED: of a business that was deleted; its invoices are kept.
    """

    TRIAL = "trial", _("On trial")
    ACTIVE = "active", _("Active")
    LATE = "late", _("Payment overdue")
    LIMITED = "limited", _("Limited until paid")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended")


class Document(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")


class LineKind(models.TextChoices):
    FEE = "fee", _("Plan")
    UNUSED = "unused", _("Not used of the plan before")
    DISCOUNT = "discount", _("Coupon")
    USAGE = "usage", _("Beyond the plan")
    CREDIT = "credit", _("Taken back")
