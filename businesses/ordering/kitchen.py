"""When an order can be ready: opening hours, the time it takes, and what the kitchen has to do already.

Pure functions. The kitchen's time is counted in quarters of an hour: a quarter takes so many dishes, and one that is
empty takes an order of any size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval
from businesses.ordering.errors import NotThen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

QUARTER = timedelta(minutes=15)
STEP = timedelta(minutes=5)
NAMED = 3
"""Times that are named in place of one that cannot be."""


@dataclass(frozen=True, slots=True)
class Kitchen:
    """``load`` is the dishes promised, by the start of their quarter (UTC); ``last_order`` is before closing."""

    openings: Sequence[Interval]
    preparation: timedelta
    last_order: timedelta = timedelta()
    most: int | None = None
    load: Mapping[datetime, int] = field(default_factory=dict)

    def windows(self) -> Iterator[Interval]:
        """The stretches in which an order may be ready."""
        for opening in self.openings:
            latest = min(opening.end, opening.end - self.last_order + self.preparation)
            if opening.start + self.preparation <= latest:
                yield Interval(opening.start + self.preparation, latest)

    def has_room(self, moment: datetime, pieces: int) -> bool:
        if self.most is None:
            return True
        taken = self.load.get(quarter_of(moment), 0)
        return taken + pieces <= self.most or not taken


def quarter_of(moment: datetime) -> datetime:
    """The quarter of an hour an instant lies in, by its start (UTC)."""
    return _floor(moment, QUARTER)


def ready_at(kitchen: Kitchen, pieces: int, *, wanted: datetime | None, now: datetime) -> datetime:
    """The moment it is wanted, or the first it can be ready; raises ``NotThen`` with the nearest that can be had."""
    earliest = now + kitchen.preparation
    if wanted is None:
        found = next(_possible(kitchen, pieces, earliest), None)
        if found is None:
            raise NotThen
        return found
    is_open = any(window.start <= wanted <= window.end for window in kitchen.windows())
    if is_open and wanted >= earliest and kitchen.has_room(wanted, pieces):
        return wanted
    raise NotThen(nearest(kitchen, pieces, wanted, earliest))


def answer_by(kitchen: Kitchen, patience: timedelta, *, now: datetime) -> datetime:
    """Until when an order ordered now is to be answered: nobody answers before the doors open."""
    opening = next((each for each in kitchen.openings if each.end > now), None)
    return max(now, opening.start if opening else now) + patience


def nearest(kitchen: Kitchen, pieces: int, wanted: datetime, earliest: datetime) -> list[datetime]:
    """Up to three moments, nearest to the one wanted first, then the earlier."""
    possible = list(_possible(kitchen, pieces, earliest, step=QUARTER))
    closest = sorted(possible, key=lambda moment: (abs(moment - wanted), moment))[:NAMED]
    return sorted(closest)


def _possible(kitchen: Kitchen, pieces: int, earliest: datetime, step: timedelta = STEP) -> Iterator[datetime]:
    for window in kitchen.windows():
        moment = _ceiling(max(window.start, earliest), step)
        while moment <= window.end:
            if kitchen.has_room(moment, pieces):
                yield moment
            moment += step


def _floor(moment: datetime, step: timedelta) -> datetime:
    seconds = int(moment.timestamp())
    return datetime.fromtimestamp(seconds - seconds % int(step.total_seconds()), UTC)


def _ceiling(moment: datetime, step: timedelta) -> datetime:
    below = _floor(moment, step)
    return below if below == moment.astimezone(UTC) else below + step
