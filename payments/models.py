"""Money that moved outside, or should have: payments with refunds and disputes, and what was told of them.

Rows lie in the public schema, each with the schema of the business that pays or is paid.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from payments.ports import State


class Way(models.TextChoices):
    STRIPE = "stripe", _("Card")
    TRANSFER = "transfer", _("Bank transfer")


class Payment(models.Model):
    """One attempt to have something paid. ``purpose`` names the app that settles it, ``about`` what it pays there.

    ``told_at`` is the time of the newest word of the provider: older ones that come later change nothing.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    schema = models.CharField(_("business"), max_length=63, db_index=True)
    purpose = models.CharField(max_length=20)
    about = models.CharField(_("of"), max_length=80, db_index=True)
    way = models.CharField(_("by"), max_length=10, choices=Way.choices)
    account = models.CharField(max_length=63)
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=8, default=State.STARTED)
    code = models.CharField(_("why not"), max_length=60, blank=True)
    started_at = models.DateTimeField(_("started"))
    told_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(_("paid"), null=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(
                fields=["way", "account", "reference"], condition=~models.Q(reference=""), name="payment_reference_once"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} · {self.about}"


class Refund(models.Model):
    """Money that went back. One made by the provider's own means, not by an operation here, is not ``is_ours``."""

    schema = models.CharField(max_length=63, db_index=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    reference = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    is_ours = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [models.UniqueConstraint(fields=["payment", "reference"], name="refund_once")]


class Dispute(models.Model):
    """A payment the card's holder has asked back of their bank: the amount is away until it is decided."""

    schema = models.CharField(max_length=63, db_index=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    reference = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    state = models.CharField(max_length=8, default=State.OPEN)
    code = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [models.UniqueConstraint(fields=["payment", "reference"], name="dispute_once")]


class Verdict(models.TextChoices):
    DONE = "done", _("Done")
    NOTHING = "nothing", _("Known already")
    UNKNOWN = "unknown", _("Of a kind not used here")
    STRANGER = "stranger", _("Of something not known here")
    DIFFERS = "differs", _("Says another amount")
    FORGED = "forged", _("Wrong signature")
    OTHERS = "others", _("Of another account")


class Notice(models.Model):
    """What a provider told, once: ``key`` is its name for the notice. One that was refused has none, nor a body."""

    account = models.CharField(_("account"), max_length=63)
    schema = models.CharField(max_length=63, blank=True)
    key = models.CharField(_("notice"), max_length=120, blank=True)
    type = models.CharField(_("type"), max_length=80, blank=True)
    about = models.CharField(_("of"), max_length=120, blank=True)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    times = models.PositiveIntegerField(_("times"), default=1)
    came_at = models.DateTimeField(_("came"))

    class Meta:
        verbose_name = _("notice of a payment")
        verbose_name_plural = _("notices of payments")
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], condition=~models.Q(key=""), name="notice_once")
        ]
        indexes = [models.Index(fields=["-came_at"], name="notice_newest")]

    def __str__(self) -> str:
        return f"{self.type} {self.key}".strip() or self.get_verdict_display()


class Difference(models.Model):
    """Where the provider's books and ours say different things, named until somebody has seen to it."""

    schema = models.CharField(_("business"), max_length=63, blank=True)
    account = models.CharField(_("account"), max_length=63)
    reference = models.CharField(_("of"), max_length=120)
    what = models.CharField(_("what"), max_length=20)
    theirs = models.CharField(_("they say"), max_length=60)
    ours = models.CharField(_("we say"), max_length=60)
    found_at = models.DateTimeField(_("found"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        constraints = [models.UniqueConstraint(fields=["account", "reference", "what"], name="difference_once")]

    def __str__(self) -> str:
        return f"{self.what}: {self.reference}"
