"""Opening hours as a person asks for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval
from businesses.availability.openings import (
    HoursBook,
    Span,
    opening_at,
    openings_beginning,
    openings_touching,
    span_interval,
)
from businesses.availability.walltime import reckonable
from businesses.models import HoursException, WeeklyHours
from tenants.context import current_business

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

WEEK = 7
NEXT_OPENING_DAYS = 60


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Weekdays (ISO, 1 is Monday; consecutive) that share the same spans; no spans means closed."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]


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


def _weekly() -> dict[int, tuple[Span, ...]]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for row in WeeklyHours.objects.order_by("weekday", "opens"):
        spans[row.weekday].append((row.opens, row.closes))
    return {weekday: tuple(each) for weekday, each in spans.items()}


def hours_book(first: date, days: int) -> HoursBook:
    """The weekly hours, and the exceptions that begin on these days: two queries."""
    exceptions: dict[date, list[Span]] = {}
    notes: dict[date, str] = {}
    last = first + timedelta(days=days - 1)
    for row in HoursException.objects.filter(date__range=(first, last)).order_by("date", "opens"):
        spans = exceptions.setdefault(row.date, [])
        if row.opens is not None and row.closes is not None:
            spans.append((row.opens, row.closes))
        notes[row.date] = row.note or notes.get(row.date, "")
    return HoursBook(_weekly(), {day: tuple(spans) for day, spans in exceptions.items()}, notes)


def _day_hours(book: HoursBook, day: date, zone: ZoneInfo) -> DayHours:
    intervals = [span_interval(day, span, zone) for span in book.spans_on(day)]
    return DayHours(
        day=day,
        spans=book.spans_on(day),
        intervals=tuple(Interval(each.start.astimezone(zone), each.end.astimezone(zone)) for each in intervals),
        is_exception=day in book.exceptions,
        note=book.notes.get(day, ""),
    )


def opening_hours_on(day: date) -> DayHours:
    """What opens on a date, exceptions included."""
    day = reckonable(day)
    return _day_hours(hours_book(day, 1), day, current_business().zone)


def hours_summary() -> list[HoursLine]:
    """The ordinary week, consecutive days with the same hours together: Mon-Fri 12:00-15:00 and 18:00-22:30; Sat ..."""
    weekly = _weekly()
    grouped = groupby(range(1, WEEK + 1), key=lambda weekday: weekly.get(weekday, ()))
    return [HoursLine(tuple(weekdays), spans) for spans, weekdays in grouped]


def coming_exceptions(today: date, days: int = 30) -> list[DayHours]:
    """The dates of the next ``days`` days on which the hours differ."""
    book = hours_book(today, days)
    zone = current_business().zone
    return [_day_hours(book, day, zone) for day in sorted(book.exceptions)]


def is_open_at(moment: datetime) -> bool:
    zone = current_business().zone
    day = moment.astimezone(zone).date()
    openings = openings_touching(hours_book(day - timedelta(days=1), 3), day, 1, zone)
    return opening_at(openings, moment) is not None


def next_opening(moment: datetime) -> Interval | None:
    """The opening that runs at the moment or the next one within 60 days, in the business's zone."""
    zone = current_business().zone
    first = moment.astimezone(zone).date() - timedelta(days=1)
    openings = openings_beginning(hours_book(first, NEXT_OPENING_DAYS), first, NEXT_OPENING_DAYS, zone)
    found = next((opening for opening in openings if moment < opening.end), None)
    return Interval(found.start.astimezone(zone), found.end.astimezone(zone)) if found else None
