"""How reports, their days and their times are called."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from businesses.clock import CAPITALISED, day_with_year, spoken
from businesses.dashboard.wording import DASH, written
from businesses.wording.moments import clock
from reports.periods import Days, compared_with
from reports.rhythm import Every
from tenants.context import current_business

if TYPE_CHECKING:
    from businesses.dashboard.periods import Period
    from reports.contents import Cell, Column
    from reports.models import Report, Schedule
    from reports.rhythm import Rhythm


def title_of(report: Report) -> str:
    return f"{current_business().name}: {report.kind.title}"


def dates_of(period: Period) -> str:
    """Such as "Monday 2 November 2026" and "Sunday 29 November 2026", with a dash between them."""
    first, last = day_with_year(period.first), day_with_year(period.last)
    return first if first == last else f"{first} {DASH} {last}"


def before_of(report: Report) -> Period:
    return compared_with(Days(report.days), report.period)


def heading_of(column: Column) -> str:
    return f"{column.title} ({column.currency})" if column.currency else str(column.title)


def weekday(day: int) -> str:
    """Inside a sentence; ISO."""
    name = str(WEEKDAYS[day - 1])
    return name if spoken() in CAPITALISED else name.lower()


def told(cell: Cell, column: Column) -> str:
    """As people read it."""
    if isinstance(cell, str) or column.unit is None:
        return str(cell)
    return written(None if cell is None else Decimal(cell), column.unit, column.currency)


def rhythm_of(schedule: Schedule) -> str:
    """Such as "Every Monday at 07:00"."""
    return said(schedule.rhythm)


def said(rhythm: Rhythm) -> str:
    at = clock(rhythm.at, current_business().country)
    if rhythm.every is Every.WEEK:
        return _("Every %(weekday)s at %(time)s") % {"weekday": weekday(rhythm.weekday), "time": at}
    if rhythm.every is Every.MONTH:
        return _("Every month on day %(day)d at %(time)s") % {"day": rhythm.day, "time": at}
    return _("Every day at %(time)s") % {"time": at}
