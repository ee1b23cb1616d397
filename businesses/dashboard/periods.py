"""Which days figures are of, and which they are held against: days of the business's own calendar."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from businesses.availability.openings import days_from, evening_end
from businesses.queries.hours import hours_book
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from businesses.availability.openings import HoursBook

LONGEST = 366
"""Days of a period."""
WEEK = 7


class Span(models.TextChoices):
    THIS_WEEK = "week", _("This week")
    LAST_7 = "7", _("Last 7 days")
    LAST_28 = "28", _("Last 28 days")
    LAST_90 = "90", _("Last 90 days")
    THIS_MONTH = "month", _("This month")
    OWN = "own", _("Own dates")


@dataclass(frozen=True, slots=True)
class Period:
    """Days, the last included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def days(self) -> list[date]:
        return list(days_from(self.first, self.length))

    def moved(self, days: int) -> Period:
        return Period(self.first + timedelta(days=days), self.last + timedelta(days=days))


def periods_of(span: Span, *, today: date) -> tuple[Period, Period]:
    """The period that ends today, and the one it is held against: a week or month that still runs with as many days
    of the one before. ``Span.OWN`` has its dates from ``own_periods``.
    """
    if span is Span.THIS_WEEK:
        week = Period(today - timedelta(days=today.weekday()), today)
        return week, week.moved(-WEEK)
    if span is Span.THIS_MONTH:
        return Period(today.replace(day=1), today), _so_far_last_month(today)
    days = int(span.value)
    return own_periods(today - timedelta(days=days - 1), today)


def own_periods(first: date, last: date) -> tuple[Period, Period]:
    """These days, and as many that end the day before."""
    period = Period(first, last)
    return period, period.moved(-period.length)


def compared(first: date, last: date) -> tuple[Period, Period]:
    """These days, and what people hold them against: a week or less against the same weekdays of the week before."""
    period = Period(first, last)
    return period, period.moved(-WEEK if period.length <= WEEK else -period.length)


def _so_far_last_month(today: date) -> Period:
    """The 31st is held against the whole of a shorter month."""
    end_of_last = today.replace(day=1) - timedelta(days=1)
    return Period(end_of_last.replace(day=1), end_of_last.replace(day=min(today.day, end_of_last.day)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period with the instants at which its days begin, and at which the last is over: one more than days.

    They are 23, 24 or 25 hours apart, or more and less where an opening runs past midnight.
    """

    period: Period
    edges: tuple[datetime, ...]

    @property
    def start(self) -> datetime:
        return self.edges[0]

    @property
    def end(self) -> datetime:
        return self.edges[-1]

    def day_of(self, moment: datetime) -> date:
        """The day an instant within belongs to."""
        return self.period.first + timedelta(days=bisect_right(self.edges, moment) - 1)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What all figures are reckoned over; ``book`` holds the hours of both periods."""

    now: Stretch
    before: Stretch
    book: HoursBook
    zone: ZoneInfo
    currency: str


def comparison_of(period: Period, before: Period) -> Comparison:
    """Two queries."""
    business = current_business()
    eve = before.first - timedelta(days=1)
    book = hours_book(eve, (period.last - eve).days + 2)
    zone = business.zone
    return Comparison(_stretch(period, book, zone), _stretch(before, book, zone), book, zone, business.currency)


def _stretch(period: Period, book: HoursBook, zone: ZoneInfo) -> Stretch:
    eves = days_from(period.first - timedelta(days=1), period.length + 1)
    return Stretch(period, tuple(evening_end(book, eve, zone) for eve in eves))
