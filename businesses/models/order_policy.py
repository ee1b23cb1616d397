"""How a business takes orders, and where it brings them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.names import NamesField
from businesses.models.order_statuses import OrderWay, PaidWhen

if TYPE_CHECKING:
    from collections.abc import Mapping

HOURS_OF_A_DAY = 24 * 60
LONGEST_TO_PAY = 4 * 60


def _paid(way: Any) -> models.CharField[str, str]:
    return models.CharField(way, max_length=6, choices=PaidWhen.choices, default=PaidWhen.DOOR)


class OrderPolicy(models.Model):
    """How orders are taken: one row at most; without one, none are.

    Prices hold tax where ``prices_include_tax``; else it is added. ``most_per_quarter`` is how many dishes the kitchen
    has ready in a quarter of an hour; ``None``: nobody counts.
    """

    takes_pickup = models.BooleanField(_("to take away"), default=False)
    takes_delivery = models.BooleanField(_("delivered"), default=False)
    takes_dine_in = models.BooleanField(_("at the table"), default=False)
    preparation_minutes = models.PositiveSmallIntegerField(
        _("minutes to prepare"), default=20, validators=[MaxValueValidator(HOURS_OF_A_DAY)]
    )
    last_order_minutes = models.PositiveSmallIntegerField(
        _("last order, minutes before closing"), default=0, validators=[MaxValueValidator(HOURS_OF_A_DAY)]
    )
    most_per_quarter = models.PositiveSmallIntegerField(
        _("dishes in a quarter of an hour"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("days ahead"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    accept_minutes = models.PositiveSmallIntegerField(
        _("minutes to accept"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(HOURS_OF_A_DAY)],
        help_text=_("An order that nobody accepts in this time is turned down, and the customer is told."),
    )
    accepts_by_itself = models.BooleanField(
        _("accept without asking"), default=False, help_text=_("Orders go to the kitchen as they come.")
    )
    tax_rate = models.DecimalField(
        _("tax in percent"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )
    prices_include_tax = models.BooleanField(_("prices hold the tax"), default=True)

    pickup_payment = _paid(_("payment of what is taken away"))
    delivery_payment = _paid(_("payment of what is delivered"))
    dine_in_payment = _paid(_("payment of what is eaten at the table"))
    pay_minutes = models.PositiveSmallIntegerField(
        _("minutes to pay"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TO_PAY)],
        help_text=_("An order that is paid beforehand is kept for so long, and placed once it is paid."),
    )

    class Meta:
        verbose_name = _("order policy")
        verbose_name_plural = _("order policy")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_order_policy")]

    def __str__(self) -> str:
        return str(_("Order policy"))

    @classmethod
    def current(cls) -> OrderPolicy:
        """The business's policy, or an unsaved one that takes no orders."""
        return cls.objects.first() or cls(pk=1)

    @property
    def preparation(self) -> timedelta:
        return timedelta(minutes=self.preparation_minutes)

    @property
    def payments(self) -> Mapping[OrderWay, PaidWhen]:
        return {
            OrderWay.PICKUP: PaidWhen(self.pickup_payment),
            OrderWay.DELIVERY: PaidWhen(self.delivery_payment),
            OrderWay.DINE_IN: PaidWhen(self.dine_in_payment),
        }

    def paid_when(self, way: str) -> PaidWhen:
        return self.payments[OrderWay(way)]

    @property
    def takes_cards(self) -> bool:
        """Whether orders of any way may be paid beforehand."""
        return any(when != PaidWhen.DOOR for when in self.payments.values())


class DeliveryZone(models.Model):
    """Where orders are brought: addresses with one of its postcodes (or beginnings of them), or any without one."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    postcodes = NamesField(
        _("postcodes"), default=list, blank=True, help_text=_("One a line, also only how they begin. None: everywhere.")
    )
    fee = models.DecimalField(
        _("fee"), max_digits=9, decimal_places=2, default=Decimal(0), validators=[MinValueValidator(Decimal(0))]
    )
    minimum = models.DecimalField(
        _("smallest order"),
        max_digits=9,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0))],
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes on the way"), default=20, validators=[MaxValueValidator(HOURS_OF_A_DAY)]
    )
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("delivery zone")
        verbose_name_plural = _("delivery zones")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fee__gte=0, minimum__gte=0), name="zone_fee_and_minimum_are_not_negative"
            )
        ]

    def __str__(self) -> str:
        return self.name
