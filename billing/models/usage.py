"""What was used: records that are only added to, and their sums by the hour."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.meters import Meter


class UsageRecord(models.Model):
    """One thing that counts. ``key`` names it in the business: noted again, it is the same. ``about`` opens its row.

    ``at`` is when it happened, ``noted_at`` when that was heard of. A record is corrected by another: one that adds
    what was missing, or, of a level, is taken in its place. PostgreSQL refuses to change one.
    """

    schema = models.CharField(max_length=63)
    meter = models.CharField(_("of"), max_length=20, choices=Meter.choices)
    quantity = models.DecimalField(_("quantity"), max_digits=18, decimal_places=6)
    at = models.DateTimeField(_("when"))
    key = models.CharField(max_length=120)
    about = models.CharField(_("what"), max_length=120)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("usage record")
        verbose_name_plural = _("usage records")
        constraints = [models.UniqueConstraint(fields=["schema", "key"], name="usage_once")]
        indexes = [models.Index(fields=["schema", "meter", "at"], name="usage_when")]

    def __str__(self) -> str:
        return f"{self.meter} {self.quantity} {self.about}"


class UsageWaiting(models.Model):
    """A record whose hour is to be summed anew; written with it, gone with the summing."""

    schema = models.CharField(max_length=63)
    record = models.OneToOneField(UsageRecord, on_delete=models.CASCADE, primary_key=True)


class UsageHour(models.Model):
    """The sum of an hour's records, or of a level the most there was. Made from the records alone."""

    schema = models.CharField(max_length=63)
    meter = models.CharField(max_length=20)
    hour = models.DateTimeField()
    quantity = models.DecimalField(max_digits=18, decimal_places=6)
    records = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schema", "meter", "hour"], name="usage_hour_once")]
