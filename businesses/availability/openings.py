"""From weekly hours and dated exceptions to the intervals in which the door is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval, merged
from businesses.availability.walltime import closing_instant, local_day, opening_instant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

Span = tuple[time, time]
"""Opens and closes as wall times; a closing time that is not after the opening runs past midnight."""
Week = Mapping[int, tuple[Span, ...]]
"""Spans per ISO weekday."""

WEEK = 7


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Weekdays (ISO, 1 is Monday; consecutive) that share the same spans; no spans means closed."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class HoursBook:
    """The hours of a business: spans per ISO weekday (1 is Monday), and per date where they differ.

    ``later`` are weeks that are still to come, each with its first day, in order. An exception replaces every span that
    *begins* on its date; no spans means closed. Friday's bar that runs until two is not cut short by a holiday.
    """

    weekly: Week = field(default_factory=dict)
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict)
    later: tuple[tuple[date, Week], ...] = ()

    def on(self, day: date) -> tuple[Span, ...]:
        return self.exceptions.get(day, self.week_of(day).get(day.isoweekday(), ()))

    def week_of(self, day: date) -> Week:
        """The ordinary week that holds on a day."""
        return next((week for first, week in reversed(self.later) if first <= day), self.weekly)

    def is_open(self, day: date, at: time) -> bool:
        """Whether the door is open when the clock shows this on the date, by the evening before too."""
        return any(opens <= at and (at < closes or closes <= opens) for opens, closes in self.on(day)) or any(
            at < closes <= opens for opens, closes in self.on(day - timedelta(days=1))
        )

    def week(self, day: date) -> list[HoursLine]:
        """The ordinary week that holds on the day, consecutive days with the same hours together: Mon to Fri
        12:00-15:00 and 18:00-22:30.
        """
        return lines_of(self.week_of(day))


def lines_of(week: Week) -> list[HoursLine]:
    grouped = groupby(range(1, WEEK + 1), key=lambda weekday: week.get(weekday, ()))
    return [HoursLine(tuple(weekdays), spans) for spans, weekdays in grouped]


def days_from(day: date, days: int) -> Iterator[date]:
    return (day + timedelta(days=offset) for offset in range(days))


def span_interval(day: date, span: Span, zone: ZoneInfo) -> Interval:
    opens, closes = span
    last = day if closes > opens else day + timedelta(days=1)
    return Interval(opening_instant(day, opens, zone), closing_instant(last, closes, zone))


def spans_beginning(book: HoursBook, day: date, days: int, zone: ZoneInfo) -> list[Interval]:
    """What opens on these days, span by span."""
    return [
        interval
        for each in days_from(day, days)
        for span in book.on(each)
        if (interval := span_interval(each, span, zone)).start < interval.end
    ]


def openings_beginning(book: HoursBook, day: date, days: int, zone: ZoneInfo) -> list[Interval]:
    """What opens on these days, joined where one touches the next."""
    return merged(spans_beginning(book, day, days, zone))


def openings_touching(book: HoursBook, day: date, days: int, zone: ZoneInfo) -> list[Interval]:
    """What is open at some time of these days, with the tail of the evening before and the start of the day after."""
    return openings_beginning(book, day - timedelta(days=1), days + 2, zone)


def evening_end(book: HoursBook, day: date, zone: ZoneInfo) -> datetime:
    """When a date is over as people mean it: at midnight, or later with an opening that began on it, unless the next
    day's first begins before.
    """
    following = day + timedelta(days=1)
    midnight = local_day(day, zone)[1]
    last = max((each.end for each in spans_beginning(book, day, 1, zone)), default=midnight)
    first = min((each.start for each in spans_beginning(book, following, 1, zone)), default=last)
    return max(midnight, min(last, first))


def business_days(book: HoursBook, day: date, days: int, zone: ZoneInfo) -> Interval:
    """These dates as people mean them: Friday is over when Friday's last opening is, at two in the morning perhaps."""
    last = day + timedelta(days=days - 1)
    return Interval(evening_end(book, day - timedelta(days=1), zone), evening_end(book, last, zone))


def business_date(book: HoursBook, moment: datetime, zone: ZoneInfo) -> date:
    """The date an instant belongs to as people mean it."""
    day = moment.astimezone(zone).date()
    before = day - timedelta(days=1)
    return before if moment < evening_end(book, before, zone) else day


def opening_at(openings: list[Interval], moment: datetime) -> Interval | None:
    return next((opening for opening in openings if opening.start <= moment < opening.end), None)
