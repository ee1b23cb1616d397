"""When a report that is sent regularly goes out: a wall time of the business's, whatever its clocks do."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.availability.walltime import opening_instant

if TYPE_CHECKING:
    from datetime import date, datetime, time
    from zoneinfo import ZoneInfo

LONGEST = 62
"""Days between two: a month, and the one after a day that its hour is over on."""


class Every(models.TextChoices):
    DAY = "day", _("Every day")
    WEEK = "week", _("Every week")
    MONTH = "month", _("Every month")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """``weekday`` (ISO) is of a week, ``day`` of a month: the 31st is the last day of a shorter one."""

    every: Every
    weekday: int
    day: int
    at: time

    def is_on(self, day: date) -> bool:
        if self.every is Every.WEEK:
            return day.isoweekday() == self.weekday
        if self.every is Every.MONTH:
            return day.day == min(self.day, monthrange(day.year, day.month)[1])
        return True

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The next instant after this one. An hour the clocks jump over is the end of the jump, one shown twice the
        first.
        """
        today = moment.astimezone(zone).date()
        for each in range(LONGEST):
            day = today + timedelta(days=each)
            if self.is_on(day) and (at := opening_instant(day, self.at, zone)) > moment:
                return at
        raise AssertionError(self)
