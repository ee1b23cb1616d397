"""Which days a report is of, seen from the day it is made: days of the business's own calendar.

They are held against the days that the dashboard holds them against, so that one is the other's figures.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.dashboard.periods import WEEK, Period, own_periods, periods_of
from businesses.dashboard.periods import Span as Running

DAY = timedelta(days=1)


class Days(models.TextChoices):
    YESTERDAY = "yesterday", _("Yesterday")
    LAST_WEEK = "last_week", _("Last week")
    THIS_WEEK = "this_week", _("This week so far")
    LAST_MONTH = "last_month", _("Last month")
    THIS_MONTH = "this_month", _("This month so far")
    OWN = "own", _("Own dates")


RUNNING = {Days.THIS_WEEK: Running.THIS_WEEK, Days.THIS_MONTH: Running.THIS_MONTH}


def period_of(days: Days, *, today: date) -> Period:
    """``Days.OWN`` has its dates from whoever asks."""
    if days is Days.YESTERDAY:
        return Period(today - DAY, today - DAY)
    if days in RUNNING:
        return periods_of(RUNNING[days], today=today)[0]
    if days is Days.LAST_WEEK:
        monday = today - timedelta(days=today.weekday() + WEEK)
        return Period(monday, monday + timedelta(days=WEEK - 1))
    end = today.replace(day=1) - DAY
    return Period(end.replace(day=1), end)


def compared_with(days: Days, period: Period) -> Period:
    """The days before that the dashboard shows beside these."""
    if days in RUNNING:
        return periods_of(RUNNING[days], today=period.last)[1]
    return own_periods(period.first, period.last)[1]


def named(first: date, last: date, *, today: date) -> Days:
    """What these dates are called today; a week or month that still runs may be meant to its end."""
    for days in Days:
        if days is Days.OWN:
            continue
        period = period_of(days, today=today)
        if period.first == first and (period.last == last or (days in RUNNING and period.last <= last)):
            return days
    return Days.OWN
