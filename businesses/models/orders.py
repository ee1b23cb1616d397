"""Orders, their lines and their timeline."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from businesses.models.bookings import BookingSource, new_nonce
from businesses.models.customers import Customer
from businesses.models.deposits import Deposit, DepositState
from businesses.models.menu import MenuItem
from businesses.models.order_statuses import IN_THE_KITCHEN, OrderStatus, OrderWay
from businesses.models.resources import Resource
from businesses.querysets import OrderQuerySet
from businesses.references import new_reference

if TYPE_CHECKING:
    from datetime import datetime


AFTERWARDS = timedelta(hours=1)
"""An order that is written down so long after it was placed is told to nobody."""


class Order(models.Model):
    """What a customer has ordered, at the prices agreed; one that waits to be paid is placed once it is.

    ``ready_at`` is when the kitchen has it ready; ``minutes_on_the_way`` come on top for one that is brought. Amounts
    are in ``currency``; ``total`` is what is paid: subtotal, fee and, where prices do not hold it, tax.
    """

    reference = models.CharField(_("reference"), max_length=7, unique=True, default=new_reference, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="orders", verbose_name=_("customer"))
    way = models.CharField(_("how it reaches them"), max_length=10, choices=OrderWay.choices)
    status = models.CharField(_("status"), max_length=10, choices=OrderStatus.choices, default=OrderStatus.PLACED)
    table = models.ForeignKey(
        Resource, on_delete=models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("table")
    )
    address = models.TextField(_("address"), max_length=300, blank=True)
    note = models.TextField(_("note"), max_length=500, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    subtotal = models.DecimalField(_("subtotal"), max_digits=9, decimal_places=2)
    fee = models.DecimalField(_("delivery fee"), max_digits=9, decimal_places=2, default=Decimal(0))
    tax = models.DecimalField(_("tax"), max_digits=9, decimal_places=2, default=Decimal(0))
    total = models.DecimalField(_("total"), max_digits=9, decimal_places=2)
    pieces = models.PositiveSmallIntegerField(_("dishes"), default=1)
    ready_at = models.DateTimeField(_("ready at"))
    minutes_on_the_way = models.PositiveSmallIntegerField(_("minutes on the way"), default=0)
    placed_at = models.DateTimeField(_("ordered"))
    created_at = models.DateTimeField(_("written down"), default=timezone.now, editable=False)
    accept_by = models.DateTimeField(_("to be accepted by"))
    pay_by = models.DateTimeField(_("to be paid by"), null=True, editable=False)
    deposit = models.OneToOneField(
        Deposit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="order",
        editable=False,
        verbose_name=_("payment beforehand"),
    )
    source = models.CharField(_("source"), max_length=10, choices=BookingSource.choices)
    version = models.PositiveIntegerField(default=1, editable=False)
    order_key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    order_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    manage_nonce = models.CharField(max_length=32, default=new_nonce, editable=False)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subtotal__gte=0, fee__gte=0, tax__gte=0, total__gte=0),
                name="order_amounts_are_not_negative",
            ),
            models.CheckConstraint(
                condition=~models.Q(way=OrderWay.DELIVERY) | ~models.Q(address="") | models.Q(manage_nonce=""),
                name="delivered_order_has_an_address",  # an erased one has neither address nor nonce
            ),
        ]
        indexes = [
            models.Index(
                fields=["ready_at"],
                condition=models.Q(status__in=[status.value for status in IN_THE_KITCHEN]),
                name="orders_in_the_kitchen",
            ),
            models.Index(fields=["-placed_at"], name="orders_by_time"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def there_at(self) -> datetime:
        """When the customer has it."""
        return self.ready_at + timedelta(minutes=self.minutes_on_the_way)

    @property
    def is_paid(self) -> bool:
        """Whether it was paid beforehand, and has not to be paid back."""
        return self.deposit is not None and self.deposit.state == DepositState.PAID

    def owed_payment(self, now: datetime) -> Deposit | None:
        """What is asked for so that it is placed, while it is kept for that."""
        is_kept = self.status == OrderStatus.UNPAID and self.pay_by is not None and self.pay_by > now
        return self.deposit if is_kept and self.deposit and self.deposit.state == DepositState.ASKED else None

    @property
    def is_written_down_afterwards(self) -> bool:
        """Whether it was history already when it was written down: nobody is told of it."""
        return self.placed_at < self.created_at - AFTERWARDS


class OrderLine(models.Model):
    """So many of one item, all made the same way, as agreed: a later change of the menu changes none of it.

    ``choices`` are ``{group, option, option_id, amount, is_left_out, price}``, ``price`` what it adds to one piece.
    """

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines", verbose_name=_("order"))
    position = models.PositiveSmallIntegerField(_("order"))
    item = models.ForeignKey(
        MenuItem, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("menu item")
    )
    name = models.CharField(_("name"), max_length=80)
    quantity = models.PositiveSmallIntegerField(_("quantity"))
    choices = models.JSONField(_("made how"), default=list, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    unit_price = models.DecimalField(_("price of one"), max_digits=9, decimal_places=2)
    total = models.DecimalField(_("total"), max_digits=9, decimal_places=2)

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="one_line_per_order_and_position"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1, total=models.F("unit_price") * models.F("quantity")),
                name="line_total_is_its_pieces",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} x {self.name}"


class OrderChange(models.Model):
    """One line of an order's timeline."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="changes", verbose_name=_("order"))
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("by"), max_length=160)
    actor_name = models.CharField(_("name"), max_length=120, blank=True)
    kind = models.CharField(_("what"), max_length=20)
    from_status = models.CharField(_("from"), max_length=10, choices=OrderStatus.choices, blank=True)
    to_status = models.CharField(_("to"), max_length=10, choices=OrderStatus.choices)
    version = models.PositiveIntegerField(_("version"))
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        verbose_name = _("order change")
        verbose_name_plural = _("order changes")
        constraints = [models.UniqueConstraint(fields=["order", "version"], name="one_order_change_per_version")]

    def __str__(self) -> str:
        return f"{self.order_id} v{self.version} {self.kind}"
