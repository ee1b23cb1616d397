"""What customers book."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.deposits.amounts import deposit_of
from businesses.models.codes import CodeField, one_code
from businesses.models.names import NamesField
from businesses.models.resources import Resource
from businesses.models.serving import DatedPricesField
from businesses.models.trash import KeptManager, Trashable, one_name
from businesses.querysets import ServiceQuerySet

MINUTES_OF_A_DAY = 24 * 60
LEAST_DEPOSIT = Decimal("0.50")
"""Stripe takes no smaller payment: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts."""


class Service(Trashable):
    """A haircut, an inspection, a table: so long, on one of these resources.

    The price is in the business's currency; no price means "on request". ``buffer_minutes`` keep the resource after the
    customer has gone. Where ``needs_party`` is set, the customer is asked for how many; where ``is_visit``, for where.
    """

    name = models.CharField(_("name"), max_length=80)
    code = CodeField()
    description = models.TextField(_("description"), max_length=1000, blank=True)
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration in minutes"), validators=[MinValueValidator(5), MaxValueValidator(MINUTES_OF_A_DAY)]
    )
    buffer_minutes = models.PositiveSmallIntegerField(
        _("minutes kept free afterwards"), default=0, validators=[MaxValueValidator(MINUTES_OF_A_DAY)]
    )
    price = models.DecimalField(
        _("price"), max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    dated_prices = DatedPricesField(
        _("prices from a day on"),
        default=list,
        blank=True,
        help_text=_("One a line, such as 2027-01-01 12.50, or 2026-12-01..2026-12-26 9.90."),
    )
    deposit = models.DecimalField(
        _("deposit"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_DEPOSIT)],
        help_text=_("Customers pay it by card before they are booked. Leave it empty for none."),
    )
    deposit_is_per_person = models.BooleanField(_("deposit for each person"), default=False, db_default=False)
    resources = models.ManyToManyField(Resource, related_name="services", blank=True, verbose_name=_("resources"))
    needs_party = models.BooleanField(_("ask for how many"), default=False)
    is_visit = models.BooleanField(
        _("at the customer's address"), default=False, help_text=_("Customers are asked where to come.")
    )
    is_active = models.BooleanField(_("offered"), default=True)
    aliases = NamesField(_("also called"), default=list, blank=True, help_text=_("One name a line."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = KeptManager.from_queryset(ServiceQuerySet)()  # type: ignore[misc]  # a class variable, as all are

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            one_name("one_service_per_name"),
            one_code("one_service_per_code"),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__range=(5, MINUTES_OF_A_DAY)), name="service_lasts_up_to_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(price=None) | models.Q(price__gte=0), name="service_price_is_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(deposit=None) | models.Q(deposit__gte=LEAST_DEPOSIT), name="service_deposit_is_some"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def duration(self) -> timedelta:
        return timedelta(minutes=self.duration_minutes)

    def deposit_for(self, people: int) -> Decimal | None:
        """What is asked of a party of so many before they are booked; None where nothing is."""
        return deposit_of(self.deposit, people, is_per_person=self.deposit_is_per_person)

    @property
    def buffer(self) -> timedelta:
        return timedelta(minutes=self.buffer_minutes)


class PartyDuration(models.Model):
    """How long a service lasts for parties from a size on: a table for eight is kept longer than one for two."""

    service = models.ForeignKey(
        Service, on_delete=models.CASCADE, related_name="party_durations", verbose_name=_("service")
    )
    from_party = models.PositiveSmallIntegerField(_("from party of"), validators=[MinValueValidator(2)])
    duration_minutes = models.PositiveSmallIntegerField(
        _("duration in minutes"), validators=[MinValueValidator(5), MaxValueValidator(MINUTES_OF_A_DAY)]
    )

    class Meta:
        verbose_name = _("duration for larger parties")
        verbose_name_plural = _("durations for larger parties")
        constraints = [
            models.UniqueConstraint(fields=["service", "from_party"], name="one_duration_per_party_size"),
            models.CheckConstraint(
                condition=models.Q(duration_minutes__range=(5, MINUTES_OF_A_DAY)), name="party_duration_up_to_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_party}+: {self.duration_minutes} min"
