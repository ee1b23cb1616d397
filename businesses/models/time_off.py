"""When somebody does not work though the door is open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.models.resources import StaffMember


class TimeOff(models.Model):
    """Days, first and last included, on which a member of staff is not there; of one day perhaps only some hours.

    Nobody can be booked with them meanwhile. Bookings made before stay until somebody moves them.
    """

    member = models.ForeignKey(
        StaffMember, on_delete=models.CASCADE, related_name="time_off", verbose_name=_("member of staff")
    )
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    starts = models.TimeField(_("from"), null=True, blank=True, help_text=_("Empty for the whole day."))
    ends = models.TimeField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True, help_text=_("Customers are not told."))

    class Meta:
        verbose_name = _("time off")
        verbose_name_plural = _("time off")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")),
                name="time_off_ends_after_it_begins",
                violation_error_message=_("The last day is not before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts=None, ends=None)
                | models.Q(starts__isnull=False, ends__gt=models.F("starts"), last=models.F("first")),
                name="time_off_is_of_days_or_of_hours",
                violation_error_message=_("Give both hours, the later last, for one day; or none for whole days."),
            ),
            models.UniqueConstraint(
                fields=["member", "first", "starts"], name="one_time_off_begins_at_a_time", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["last", "first"], name="time_off_days")]

    def __str__(self) -> str:
        return f"{self.member} {self.first:%Y-%m-%d} - {self.last:%Y-%m-%d}"
