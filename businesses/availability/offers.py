"""The offers a diary allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval, is_free
from businesses.availability.walltime import local_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from businesses.availability.diary import Diary, Terms, Unit, Wish

RESOLUTION = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Offer:
    """A stay that could be booked now."""

    stay: Interval
    unit: Unit


def free_units(diary: Diary, wish: Wish, start: datetime) -> list[Unit]:
    """The units that fit the party and are free from ``start``, best fit first."""
    occupied = wish.occupied(start)
    return [
        unit for unit in diary.units if unit.takes(wish.party_size) and is_free(diary.taken.get(unit.id, ()), occupied)
    ]


def is_within_opening(diary: Diary, stay: Interval) -> bool:
    """Whether the customer comes and goes while the door is open (the buffer may run past closing)."""
    return any(opening.contains(stay) for opening in diary.openings)


def starts(diary: Diary, wish: Wish, step: timedelta) -> Iterator[datetime]:
    """Every start on the grid of each opening from which the stay ends by closing, in order.

    The grid counts elapsed time from where a span of the hours begins: the same starts whatever days are read, around
    the clock too. An hour the clocks skip never appears, one they repeat appears twice.
    """
    for opening in diary.openings:
        later = (each for each in diary.beginnings if opening.start < each < opening.end)
        for start, following in pairwise([opening.start, *later, opening.end]):
            yield from _grid(start, min(following, opening.end - wish.duration + RESOLUTION), step)


def _grid(start: datetime, before: datetime, step: timedelta) -> Iterator[datetime]:
    while start < before:
        yield start
        start += step


def bookable_window(now: datetime, terms: Terms, zone: ZoneInfo) -> Interval:
    """The instants at which a booking made ``now`` may start: after the lead, to the end of the last day."""
    last_day = (now + timedelta(days=terms.horizon_days)).astimezone(zone).date()
    return Interval(now + terms.lead, local_day(last_day, zone)[1])


def offers(diary: Diary, wish: Wish, terms: Terms, window: Interval) -> Iterator[Offer]:
    """One offer per start inside ``window``, with the best fitting unit that is free."""
    if terms.max_party is not None and wish.party_size > terms.max_party:
        return
    units = [unit for unit in diary.units if unit.takes(wish.party_size)]
    nothing: tuple[Interval, ...] = ()
    for start in starts(diary, wish, terms.step):
        if not window.start <= start < window.end:
            continue
        occupied = wish.occupied(start)
        for unit in units:
            if is_free(diary.taken.get(unit.id, nothing), occupied):
                yield Offer(wish.stay(start), unit)
                break
