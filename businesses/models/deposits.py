"""What customers pay beforehand, and the business's own account that it comes to."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.sealing.fields import SealedTextField


class DepositState(models.TextChoices):
    ASKED = "asked", _("Not paid yet")
    LAPSED = "lapsed", _("Not paid in time")
    PAID = "paid", _("Paid")
    DUE_BACK = "due_back", _("Being paid back")
    BACK = "back", _("Paid back")
    KEPT = "kept", _("Kept")


class PaidFor(models.TextChoices):
    BOOKING = "booking", _("Booking")
    ORDER = "order", _("Order")


class Deposit(models.Model):
    """What was asked beforehand for the booking or order of that reference, at the terms of that moment.

    Of an order it is the whole of it.

    ``payments.Payment`` is what moved of it: its ``about`` is the ``uid``. ``page`` is the provider's, once somebody
    went there to pay. From ``due_back_at`` on it is paid back; ``tried_at`` is when the provider was last asked to,
    ``trouble`` why that did not work.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.CharField(_("of"), max_length=8, choices=PaidFor.choices, default=PaidFor.BOOKING)
    reference = models.CharField(_("reference"), max_length=7, db_index=True)
    amount = models.DecimalField(_("amount"), max_digits=9, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=8, choices=DepositState.choices, default=DepositState.ASKED)
    page = models.TextField(blank=True, editable=False)
    asked_at = models.DateTimeField(_("asked"))
    paid_at = models.DateTimeField(_("paid"), null=True)
    due_back_at = models.DateTimeField(_("to be paid back from"), null=True)
    tried_at = models.DateTimeField(_("last tried"), null=True)
    back_at = models.DateTimeField(_("paid back"), null=True)
    trouble = models.CharField(_("what went wrong"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("payment beforehand")
        verbose_name_plural = _("payments beforehand")
        constraints = [
            models.UniqueConstraint(
                fields=["of", "reference"], condition=models.Q(state="asked"), name="one_deposit_asked_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="deposit_of_something"),
        ]
        indexes = [models.Index(fields=["due_back_at"], condition=models.Q(state="due_back"), name="deposits_due_back")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} · {self.reference}"


class CardAccount(models.Model):
    """The business's own account at Stripe, which what its customers pay beforehand comes to: one row at most."""

    key = SealedTextField(
        _("secret key"),
        max_length=300,
        validators=[RegexValidator(r"^(sk|rk)_(test|live)_\S+$", _("A secret key begins with sk_live_ or rk_live_."))],
    )
    notice_secret = SealedTextField(
        _("signing secret"),
        max_length=300,
        validators=[RegexValidator(r"^whsec_\S+$", _("A signing secret begins with whsec_."))],
    )

    class Meta:
        verbose_name = _("card payments")
        verbose_name_plural = _("card payments")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_card_account")]

    def __str__(self) -> str:
        return str(_("Card payments"))
