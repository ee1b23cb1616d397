from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WidgetSite(models.Model):
    """A site the business has listed, from which the widget was loaded: the script is there, and works."""

    origin = models.CharField(_("site"), max_length=300, unique=True)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)

    class Meta:
        verbose_name = _("site with the widget")
        verbose_name_plural = _("sites with the widget")

    def __str__(self) -> str:
        return self.origin
