from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

A_DAY = 24 * 60


class AlertSettings(models.Model):
    """When the business is mailed that a customer waits: one row at most, the defaults while there is none."""

    after_minutes = models.PositiveSmallIntegerField(
        _("minutes a customer waits"),
        default=10,
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(A_DAY)],
        help_text=_("Then one mail goes out; where somebody may be in danger, at once. Leave empty for none."),
    )
    to = models.EmailField(
        _("to"), blank=True, help_text=_("Without an address here the mail goes to the business's own.")
    )

    class Meta:
        verbose_name = _("alerts")
        verbose_name_plural = _("alerts")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_alert_settings")]

    def __str__(self) -> str:
        return str(_("Alerts"))

    @classmethod
    def current(cls) -> AlertSettings:
        """The business's settings, or an unsaved row with the defaults."""
        return cls.objects.first() or cls(pk=1)
