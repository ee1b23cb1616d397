"""Everything that decides which times can be offered, as plain values read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that can be booked once at a time: a table, a person, a room, a bay."""

    id: int
    name: str
    capacity: int = 1
    min_party: int = 1

    def takes(self, party_size: int) -> bool:
        return self.min_party <= party_size <= self.capacity


@dataclass(frozen=True, slots=True)
class Terms:
    """How far ahead and in which steps a business takes bookings on its own."""

    lead: timedelta
    horizon_days: int
    step: timedelta
    max_party: int | None = None
    """The largest party booked without asking staff; ``None`` for no limit but the resources."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: so long, for so many. ``buffer`` keeps the resource after the customer has gone."""

    party_size: int
    duration: timedelta
    buffer: timedelta = timedelta()

    def stay(self, start: datetime) -> Interval:
        return Interval(start, start + self.duration)

    def occupied(self, start: datetime) -> Interval:
        return Interval(start, start + self.duration + self.buffer)


@dataclass(frozen=True, slots=True)
class Diary:
    """A stretch of the business's time for one service: when it is open, what there is, and what is taken."""

    zone: ZoneInfo
    openings: tuple[Interval, ...]
    units: tuple[Unit, ...]
    """Best fit first: smallest capacity, then the owner's order."""
    taken: Mapping[int, tuple[Interval, ...]] = field(default_factory=dict)
    """Per unit, ordered and without overlaps: the exclusion constraint sees to that."""
    beginnings: tuple[datetime, ...] = ()
    """When each span of the hours begins, in order, also where it continues the one before."""
