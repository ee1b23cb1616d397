"""What a business has: who pays, its subscription, and the periods of it, which meet without gap or overlap."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.plans import Coupon, Every, Plan
from billing.models.statuses import Standing


class Payer(models.Model):
    """Who is billed, as an invoice says it, and the provider's name for whoever's card it is."""

    schema = models.CharField(max_length=63, unique=True)
    name = models.CharField(_("name on the invoice"), max_length=120)
    address = models.CharField(_("address"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2)
    vat_id = models.CharField(_("VAT id"), max_length=20, blank=True)
    email = models.EmailField(_("invoices go to"), blank=True)
    card_holder = models.CharField(max_length=80, blank=True, editable=False)

    class Meta:
        verbose_name = _("payer")
        verbose_name_plural = _("payers")

    def __str__(self) -> str:
        return self.name


class Subscription(models.Model):
    """One of a business. ``anchor`` is the day from which periods are counted.

    ``next_plan`` and ``next_every`` are taken up when the period ends, and so is a pause; ``coupon`` takes something
    off the next ``coupon_left`` fees. A business that cancels goes on with the free plan.
    """

    schema = models.CharField(_("business"), max_length=63, unique=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="subscriptions", verbose_name=_("plan"))
    every = models.CharField(_("paid every"), max_length=5, choices=Every.choices, default=Every.MONTH)
    currency = models.CharField(_("currency"), max_length=3)
    standing = models.CharField(_("standing"), max_length=8, choices=Standing.choices, default=Standing.ACTIVE)
    anchor = models.DateField(_("counted from"))
    next_plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("next plan")
    )
    next_every = models.CharField(max_length=5, choices=Every.choices, blank=True)
    pauses = models.BooleanField(_("pauses at the end of the period"), default=False)
    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("coupon"))
    coupon_left = models.PositiveSmallIntegerField(default=0)
    redeemed = models.ManyToManyField(Coupon, through="Redemption", related_name="+")
    began_at = models.DateTimeField(_("since"))
    left_at = models.DateTimeField(_("left a paid plan"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")

    def __str__(self) -> str:
        return f"{self.plan} · {self.schema}"


class Redemption(models.Model):
    """A coupon a business has used: once each."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE)
    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT)
    schema = models.CharField(max_length=63)
    redeemed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscription", "coupon"], name="coupon_redeemed_once")]


class Period(models.Model):
    """A stretch of a subscription under one plan, its terms as they were when it began.

    ``whole_seconds`` is the length of the calendar's period it is all of, or, after a move to a higher plan, a part.
    ``fee`` is what was billed for it in advance, as the price list has it. ``terms`` are texts of decimals by meter:
    ``included`` (of the whole calendar's period), ``rates``, ``most``. ``invoiced_at`` is when its
    usage was last billed.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="periods")
    schema = models.CharField(max_length=63)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    every = models.CharField(max_length=5)
    standing = models.CharField(max_length=8, default=Standing.ACTIVE)
    first = models.DateField()
    until = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    whole_seconds = models.PositiveIntegerField()
    fee = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))
    terms = models.JSONField(default=dict)
    invoiced_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        constraints = [
            models.UniqueConstraint(fields=["subscription", "starts_at"], name="period_starts_once"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="period_of_some_time"),
        ]
        indexes = [models.Index(fields=["schema", "-starts_at"], name="period_newest")]

    def __str__(self) -> str:
        return f"{self.first} / {self.until}"

    def seconds_from(self, at: datetime) -> int:
        return int((self.ends_at - at).total_seconds())

    @property
    def share(self) -> Decimal:
        return Decimal(self.seconds_from(self.starts_at)) / Decimal(self.whole_seconds)

    def term(self, kind: str, meter: str) -> Decimal | None:
        found = self.terms.get(kind, {}).get(meter)
        return None if found is None else Decimal(found)


class OwnerMail(models.Model):
    """A mail to who is billed: a row before it leaves. ``key`` says what of, so that it is sent once."""

    schema = models.CharField(max_length=63)
    key = models.CharField(max_length=120)
    queued_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schema", "key"], name="owner_mail_once")]
