"""From weekly hours and dated exceptions to the intervals in which the door is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval, merged
from businesses.availability.walltime import closing_instant, opening_instant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

Span = tuple[time, time]
"""Opens and closes as wall times; a closing time that is not after the opening runs past midnight."""


WEEK = 7


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Weekdays (ISO, 1 is Monday; consecutive) that share the same spans; no spans means closed."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class HoursBook:
    """The hours of a business: spans per ISO weekday (1 is Monday), and per date where they differ.

    An exception replaces every span that *begins* on its date; no spans means closed. Friday's bar that runs until two
    is not cut short by a Saturday holiday.
    """

    weekly: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    exceptions: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Span, ...]:
        return self.exceptions.get(day, self.weekly.get(day.isoweekday(), ()))

    def week(self) -> list[HoursLine]:
        """The ordinary week, consecutive days with the same hours together: Mon to Fri 12:00-15:00 and 18:00-22:30."""
        grouped = groupby(range(1, WEEK + 1), key=lambda weekday: self.weekly.get(weekday, ()))
        return [HoursLine(tuple(weekdays), spans) for spans, weekdays in grouped]


def days_from(day: date, days: int) -> Iterator[date]:
    return (day + timedelta(days=offset) for offset in range(days))


def span_interval(day: date, span: Span, zone: ZoneInfo) -> Interval:
    opens, closes = span
    last = day if closes > opens else day + timedelta(days=1)
    return Interval(opening_instant(day, opens, zone), closing_instant(last, closes, zone))


def openings_beginning(book: HoursBook, day: date, days: int, zone: ZoneInfo) -> list[Interval]:
    """What opens on these days, joined where one touches the next."""
    return merged(
        interval
        for each in days_from(day, days)
        for span in book.on(each)
        if (interval := span_interval(each, span, zone)).start < interval.end
    )


def openings_touching(book: HoursBook, day: date, days: int, zone: ZoneInfo) -> list[Interval]:
    """What is open at some time of these days, with the tail of the evening before and the start of the day after."""
    return openings_beginning(book, day - timedelta(days=1), days + 2, zone)


def opening_at(openings: list[Interval], moment: datetime) -> Interval | None:
    return next((opening for opening in openings if opening.start <= moment < opening.end), None)
