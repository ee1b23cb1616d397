"""What is counted of a business, and how: things that happen add up, things there are have a level."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Meter(models.TextChoices):
    CONVERSATIONS = "conversations", _("Conversations")
    BOOKINGS = "bookings", _("Bookings")
    ORDERS = "orders", _("Orders")
    MODEL_SPEND = "model_spend", _("Language models, in dollars")
    SEATS = "seats", _("People who work here")
    STORAGE = "storage", _("Documents, in megabytes")


LEVELS = frozenset({Meter.SEATS, Meter.STORAGE})
"""Billed by the most there was in a period; the others by their sum."""

NEVER_REFUSED = frozenset({Meter.CONVERSATIONS, Meter.BOOKINGS, Meter.ORDERS})
"""A customer is served whatever the business has paid: these have no ceiling."""
