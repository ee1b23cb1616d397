"""When the door is open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    """ISO weekdays."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class WeeklyHours(models.Model):
    """One opening of a weekday; a day has as many as it needs. Closing at or before opening runs past midnight.

    ``valid_from`` is the first day of the week it belongs to, none of the first one there was: of several weeks the one
    begun last holds, whole.
    """

    valid_from = models.DateField(
        _("from"), null=True, blank=True, help_text=_("The first day of these hours; empty for those of today.")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("A time at or before opening is on the next day."))

    class Meta:
        verbose_name = _("weekly hours")
        verbose_name_plural = _("weekly hours")
        constraints = [
            models.UniqueConstraint(
                fields=["valid_from", "weekday", "opens"], name="one_opening_per_weekday_and_time", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(weekday__range=(1, 7)), name="weekday_is_iso"),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"


class HoursException(models.Model):
    """A date whose hours differ: closed, or open at other times. It replaces all openings that begin on the date."""

    date = models.DateField(_("date"))
    is_closed = models.BooleanField(_("closed"), default=True)
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Told to customers, such as “Christmas”.")
    )

    class Meta:
        verbose_name = _("exception to the hours")
        verbose_name_plural = _("exceptions to the hours")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "opens"], name="one_exception_per_date_and_time", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(is_closed=True, opens=None, closes=None)
                | models.Q(is_closed=False, opens__isnull=False, closes__isnull=False),
                name="exception_is_closed_or_has_hours",
                violation_error_message=_("Give both times, or mark the date as closed and give none."),
            ),
        ]

    def __str__(self) -> str:
        if self.opens is None or self.closes is None:
            return f"{self.date:%Y-%m-%d} {_('closed')}"
        return f"{self.date:%Y-%m-%d} {self.opens:%H:%M}-{self.closes:%H:%M}"
