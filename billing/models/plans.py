"""What can be had and what it costs: rows the platform's people write, none of it a business's."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.meters import Meter
from tenants.validators import validate_currency

POSITIVE = [MinValueValidator(Decimal(0))]


class Every(models.TextChoices):
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


class Seller(models.Model):
    """The legal entity that sends invoices. Its two numbers are given out under this row's lock: none is missing."""

    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=200)
    country = models.CharField(_("country"), max_length=2)
    vat_id = models.CharField(_("VAT id"), max_length=20, blank=True)
    bank = models.CharField(_("bank account"), max_length=80, blank=True, help_text=_("Where transfers go, as IBAN."))
    prefix = models.CharField(_("numbers begin with"), max_length=8)
    last_invoice = models.PositiveIntegerField(default=0, editable=False)
    last_credit_note = models.PositiveIntegerField(default=0, editable=False)
    days_to_pay = models.PositiveSmallIntegerField(_("days to pay"), default=14)

    class Meta:
        verbose_name = _("legal entity")
        verbose_name_plural = _("legal entities")
        constraints = [models.UniqueConstraint(fields=["prefix"], name="seller_prefix_once")]

    def __str__(self) -> str:
        return self.name


class TaxRate(models.Model):
    """Value-added tax of a country from a day on."""

    country = models.CharField(_("country"), max_length=2)
    percent = models.DecimalField(_("percent"), max_digits=5, decimal_places=2, validators=POSITIVE)
    since = models.DateField(_("since"))

    class Meta:
        verbose_name = _("tax rate")
        verbose_name_plural = _("tax rates")
        constraints = [models.UniqueConstraint(fields=["country", "since"], name="tax_rate_once")]

    def __str__(self) -> str:
        return f"{self.country} {self.percent} %"


class PriceList(models.Model):
    """All prices in a currency, with tax in them or without."""

    currency = models.CharField(_("currency"), max_length=3, unique=True, validators=[validate_currency])
    includes_tax = models.BooleanField(_("tax is in the prices"), default=False)

    class Meta:
        verbose_name = _("price list")
        verbose_name_plural = _("price lists")

    def __str__(self) -> str:
        return self.currency


class Plan(models.Model):
    """``rank`` orders plans: a move to a higher one is at once, to a lower one at the end of the period."""

    key = models.SlugField(_("short name"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=40)
    rank = models.PositiveSmallIntegerField(_("rank"), unique=True)
    is_offered = models.BooleanField(_("owners may choose it"), default=True)
    trial_days = models.PositiveSmallIntegerField(_("days to try it"), default=0)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("rank",)

    def __str__(self) -> str:
        return self.name


class PlanPrice(models.Model):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="prices")
    list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="prices", verbose_name=_("price list"))
    every = models.CharField(_("every"), max_length=5, choices=Every.choices, default=Every.MONTH)
    amount = models.DecimalField(_("price"), max_digits=10, decimal_places=2, validators=POSITIVE)

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [models.UniqueConstraint(fields=["plan", "list", "every"], name="plan_price_once")]

    def __str__(self) -> str:
        return f"{self.amount} {self.list} {self.get_every_display()}"


class Allowance(models.Model):
    """How much of a meter a month of the plan includes, and where it ends. Empty: no end."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="allowances")
    meter = models.CharField(_("of"), max_length=20, choices=Meter.choices)
    included = models.DecimalField(
        _("included a month"), max_digits=14, decimal_places=2, null=True, blank=True, validators=POSITIVE
    )
    most = models.DecimalField(
        _("at most"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=POSITIVE,
        help_text=_("Nothing a customer does is ever refused for it."),
    )

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        constraints = [models.UniqueConstraint(fields=["plan", "meter"], name="allowance_once")]

    def __str__(self) -> str:
        return str(self.get_meter_display())


class Rate(models.Model):
    """The price of one unit beyond what the plan includes. Without one there is nothing to pay for it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rates")
    list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="rates", verbose_name=_("price list"))
    meter = models.CharField(_("of"), max_length=20, choices=Meter.choices)
    amount = models.DecimalField(_("each"), max_digits=10, decimal_places=4, validators=POSITIVE)

    class Meta:
        verbose_name = _("price beyond")
        verbose_name_plural = _("prices beyond")
        constraints = [models.UniqueConstraint(fields=["plan", "list", "meter"], name="rate_once")]

    def __str__(self) -> str:
        return f"{self.get_meter_display()} {self.amount} {self.list}"


class Coupon(models.Model):
    """So much off the fee, in percent or money of one price list, for the first ``periods`` of who redeems it."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    percent = models.DecimalField(
        _("percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[*POSITIVE, MaxValueValidator(Decimal(100))],
    )
    amount = models.DecimalField(
        _("amount"), max_digits=10, decimal_places=2, null=True, blank=True, validators=POSITIVE
    )
    list = models.ForeignKey(PriceList, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("price list"))
    periods = models.PositiveSmallIntegerField(_("periods"), default=1)
    good_until = models.DateField(_("good until"), null=True, blank=True)

    class Meta:
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(percent__isnull=False, amount=None, list=None)
                | models.Q(percent=None, amount__isnull=False, list__isnull=False),
                name="coupon_takes_off_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Reminding(models.TextChoices):
    COLLECT = "collect", _("Try the card again")
    LIMIT = "limit", _("Go on as with the free plan, until it is paid")


class Reminder(models.Model):
    """What is done about an invoice so many days after it was due. Days until the first limit are the grace."""

    days = models.PositiveSmallIntegerField(_("days after it was due"), unique=True)
    does = models.CharField(_("does"), max_length=8, choices=Reminding.choices, default=Reminding.COLLECT)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("days",)

    def __str__(self) -> str:
        return f"{self.days}: {self.get_does_display()}"
