"""How a dish can be had: groups of options, and the rules by which they are chosen."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.allergens import Allergen
from businesses.models.names import NamesField
from businesses.models.trash import Trashable, one_name

MOST_OPTIONS = 20


class ModifierGroup(Trashable):
    """Sizes, milks, toppings: of each, between ``least`` and ``most`` options are chosen (``None``: any number)."""

    name = models.CharField(_("name"), max_length=80)
    least = models.PositiveSmallIntegerField(
        _("at least"), default=0, validators=[MaxValueValidator(MOST_OPTIONS)], help_text=_("0: it may be left out.")
    )
    most = models.PositiveSmallIntegerField(
        _("at most"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_OPTIONS)],
        help_text=_("1: one of them, such as a size. Empty: any number."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("modifier group")
        verbose_name_plural = _("modifier groups")
        constraints = [
            one_name("one_group_per_name"),
            models.CheckConstraint(
                condition=models.Q(most=None) | models.Q(most__gte=1) & models.Q(most__gte=models.F("least")),
                name="group_takes_its_least",
                violation_error_message=_("“At most” is at least one, and no less than “at least”."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ModifierOption(models.Model):
    """One of them. ``price`` is what it adds, in the business's currency; less than nothing for a small size.

    ``is_default`` is what is taken where the group needs one and none is said. ``allergens`` as of a menu item.
    """

    group = models.ForeignKey(ModifierGroup, on_delete=models.CASCADE, related_name="options", verbose_name=_("group"))
    name = models.CharField(_("name"), max_length=80)
    price = models.DecimalField(_("adds to the price"), max_digits=9, decimal_places=2, default=Decimal(0))
    aliases = NamesField(_("also called"), default=list, blank=True, help_text=_("One name a line."))
    allergens = ArrayField(
        models.CharField(max_length=12, choices=Allergen.choices),
        verbose_name=_("allergens"),
        null=True,
        blank=True,
        help_text=_("Leave unset while unknown; an empty list says that none of the fourteen is in it."),
    )
    is_default = models.BooleanField(_("taken where nothing is said"), default=False)
    is_available = models.BooleanField(_("available"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [models.UniqueConstraint(fields=["group", "name"], name="one_option_per_group_and_name")]

    def __str__(self) -> str:
        return self.name
