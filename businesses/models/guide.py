"""Whether a business still wants to be led through setting up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SetupGuide(models.Model):
    """One row at most; without one the guide is shown."""

    dismissed_at = models.DateTimeField(_("put away"), null=True, blank=True)

    class Meta:
        verbose_name = _("setup guide")
        verbose_name_plural = _("setup guide")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_setup_guide")]

    def __str__(self) -> str:
        return str(_("Setup guide"))

    @classmethod
    def is_dismissed(cls) -> bool:
        return cls.objects.filter(dismissed_at__isnull=False).exists()
