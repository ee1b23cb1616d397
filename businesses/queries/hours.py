"""Opening hours as a person asks for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.availability.intervals import Interval
from businesses.availability.openings import HoursBook, Span, Week, business_date, business_days, span_interval
from businesses.availability.walltime import reckonable
from businesses.models import HoursException, WeeklyHours
from tenants.context import current_business

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class DayHours:
    """One date's hours; ``intervals`` are instants in the business's zone, ``note`` says why they differ."""

    day: date
    spans: tuple[Span, ...]
    intervals: tuple[Interval, ...]
    is_exception: bool = False
    note: str = ""

    @property
    def is_closed(self) -> bool:
        return not self.spans


def _weeks() -> list[tuple[date, Week]]:
    """The weeks there are, each with its first day, in order."""
    spans: dict[date, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for row in WeeklyHours.objects.order_by("valid_from", "weekday", "opens"):
        spans[row.valid_from or date.min][row.weekday].append((row.opens, row.closes))
    return [(first, {day: tuple(each) for day, each in week.items()}) for first, week in sorted(spans.items())]


def hours_book(first: date, days: int) -> HoursBook:
    """The weekly hours, those to come among them, and the exceptions that begin on these days: two queries."""
    exceptions: dict[date, list[Span]] = {}
    notes: dict[date, str] = {}
    last = first + timedelta(days=days - 1)
    for row in HoursException.objects.filter(date__range=(first, last)).order_by("date", "opens"):
        spans = exceptions.setdefault(row.date, [])
        if row.opens is not None and row.closes is not None:
            spans.append((row.opens, row.closes))
        notes[row.date] = row.note or notes.get(row.date, "")
    weeks = _weeks()
    begun = [week for begins, week in weeks if begins <= first]
    later = tuple((begins, week) for begins, week in weeks if first < begins)
    return HoursBook(
        weekly=begun[-1] if begun else {},
        exceptions={day: tuple(spans) for day, spans in exceptions.items()},
        notes=notes,
        later=later,
    )


def _day_hours(book: HoursBook, day: date, zone: ZoneInfo) -> DayHours:
    intervals = [span_interval(day, span, zone) for span in book.on(day)]
    return DayHours(
        day=day,
        spans=book.on(day),
        intervals=tuple(Interval(each.start.astimezone(zone), each.end.astimezone(zone)) for each in intervals),
        is_exception=day in book.exceptions,
        note=book.notes.get(day, ""),
    )


def business_day(day: date) -> Interval:
    """A date as people mean it (``availability.openings.business_days``)."""
    day = reckonable(day)
    return business_days(hours_book(day - timedelta(days=1), 3), day, 1, current_business().zone)


def business_date_at(moment: datetime) -> date:
    """The date an instant belongs to as people mean it: half past midnight is of the evening that still runs."""
    zone = current_business().zone
    day = moment.astimezone(zone).date()
    return business_date(hours_book(day - timedelta(days=1), 2), moment, zone)


def business_today() -> date:
    return business_date_at(timezone.now())


def opening_hours_on(day: date) -> DayHours:
    """What opens on a date, exceptions included."""
    day = reckonable(day)
    return _day_hours(hours_book(day, 1), day, current_business().zone)
