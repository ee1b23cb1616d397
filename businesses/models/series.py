"""What joins bookings that were made together, to come again every so many weeks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from businesses.availability.rhythm import EVERY_WEEKS


class BookingSeries(models.Model):
    """A rhythm that several bookings share. Each of them is a booking like any other, with its place and its states.

    ``key`` is the digest of what makes a second sending the same series; unique where present.
    """

    every_weeks = models.PositiveSmallIntegerField(_("every so many weeks"))
    key = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("series of bookings")
        verbose_name_plural = _("series of bookings")
        constraints = [
            models.CheckConstraint(condition=models.Q(every_weeks__in=EVERY_WEEKS), name="series_has_a_rhythm")
        ]

    def __str__(self) -> str:
        return ngettext("every week", "every %(count)d weeks", self.every_weeks) % {"count": self.every_weeks}
