"""What a kitchen or shop sells."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.allergens import Allergen
from businesses.models.codes import CodeField, one_code
from businesses.models.modifiers import ModifierGroup
from businesses.models.names import NamesField
from businesses.models.serving import DatedPricesField, WindowsField
from businesses.models.trash import Trashable, one_name


class MenuSection(Trashable):
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("menu section")
        verbose_name_plural = _("menu sections")
        constraints = [one_name("one_section_per_name")]

    def __str__(self) -> str:
        return self.name


class MenuItem(Trashable):
    """A dish or product. ``allergens`` is ``None`` while nobody has recorded them: unknown is never told as none.

    An item without a price is ordered where one of its groups gives it one; ``stock`` is counted where it is set.
    What it costs on a day that one of ``dated_prices`` holds on is that.
    """

    section = models.ForeignKey(MenuSection, on_delete=models.CASCADE, related_name="items", verbose_name=_("section"))
    name = models.CharField(_("name"), max_length=80)
    code = CodeField()
    description = models.TextField(_("description"), max_length=500, blank=True)
    price = models.DecimalField(
        _("price"), max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    allergens = ArrayField(
        models.CharField(max_length=12, choices=Allergen.choices),
        verbose_name=_("allergens"),
        null=True,
        blank=True,
        help_text=_("Leave unset while unknown; an empty list says that none of the fourteen is in it."),
    )
    allergens_recorded_on = models.DateField(_("allergens recorded on"), null=True, blank=True)
    is_vegetarian = models.BooleanField(_("vegetarian"), default=False)
    is_vegan = models.BooleanField(_("vegan"), default=False)
    is_available = models.BooleanField(_("available"), default=True)
    dated_prices = DatedPricesField(
        _("prices from a day on"),
        default=list,
        blank=True,
        help_text=_("One a line, such as 2027-01-01 12.50, or 2026-12-01..2026-12-26 9.90."),
    )
    served = WindowsField(
        _("served"),
        default=list,
        blank=True,
        help_text=_(
            "One time a line, such as mon-fri 07:00-11:00. Leave empty where it is served whenever you are open."
        ),
    )
    stock = models.PositiveIntegerField(
        _("left"), null=True, blank=True, help_text=_("How many can still be sold. Leave empty where nobody counts.")
    )
    tax_rate = models.DecimalField(
        _("tax in percent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("Where it differs from that of all orders."),
    )
    groups = models.ManyToManyField(ModifierGroup, related_name="items", blank=True, verbose_name=_("modifier groups"))
    aliases = NamesField(_("also called"), default=list, blank=True, help_text=_("One name a line."))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")
        constraints = [
            one_name("one_item_per_section_and_name", "section", "name"),
            one_code("one_item_per_code"),
            models.CheckConstraint(
                condition=models.Q(price=None) | models.Q(price__gte=0), name="item_price_is_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name
