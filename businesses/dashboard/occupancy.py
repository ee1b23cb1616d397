"""How full it was by weekday and hour: time taken over time offered, of all that can be booked.

Offered is what was open, as the hours say, times the tables, people or bays that can be booked today: how many there
were on a day long past is not kept. Taken is what bookings kept of them, minutes kept free afterwards included, until
they were seen to leave.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from businesses.availability.openings import WEEK, openings_beginning
from businesses.dashboard.figures import Figure, Unit, share
from businesses.models import BookingStatus, Resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from businesses.availability.intervals import Interval
    from businesses.dashboard.periods import Comparison, Stretch

Hour = tuple[int, int]
"""An ISO weekday and the hour a clock on the wall shows."""
GRAIN = 300
"""Seconds: bookings are laid on a grid of five minutes, the shortest a service lasts. Every zone's hours lie on it."""
HOUR = timedelta(hours=1)

# Bookings of the same times are counted first, and summed along the grid: what that costs grows with the days, hardly
# with the bookings. The grid is of real time, and each of its places says what the clock shows: 25 hours are 25 hours.
# Both periods are on one grid, for their bookings are read once; a place between them is in neither.
TAKEN = """
WITH taken AS MATERIALIZED (
    SELECT greatest(starts_at, %(start)s) AS begins, least(upper(during), left_at, %(end)s) AS ends, count(*) AS places
    FROM businesses_booking
    WHERE starts_at < %(end)s AND starts_at >= %(early)s
        AND least(upper(during), left_at) > greatest(starts_at, %(start)s)
        AND status = ANY(%(statuses)s) AND resource_id = ANY(%(resources)s)
    GROUP BY 1, 2
), edges AS (
    SELECT begins AS at, places AS change FROM taken UNION ALL SELECT ends, -places FROM taken
), changes AS (
    SELECT floor(extract(epoch FROM at) / %(grain)s)::bigint AS place, sum(change) AS change FROM edges GROUP BY 1
), levels AS (
    SELECT place, sum(change) OVER (ORDER BY place) AS level, lead(place) OVER (ORDER BY place) AS until FROM changes
), places AS (
    SELECT to_timestamp(each * %(grain)s) AS at, level
    FROM levels, generate_series(place, until - 1) AS each WHERE level > 0
), walls AS (
    SELECT at >= %(turn)s AS is_now, at AT TIME ZONE %(zone)s AS wall, level
    FROM places WHERE at >= %(turn)s OR at < %(pause)s
)
SELECT is_now, extract(isodow FROM wall)::int, extract(hour FROM wall)::int, sum(level) FROM walls GROUP BY 1, 2, 3
"""
TAKING = (BookingStatus.CONFIRMED, BookingStatus.ARRIVED, BookingStatus.COMPLETED)
LONGEST = timedelta(days=3)
"""What began so long before the period does not reach into it: a service of a day, with a day kept free, does."""


@dataclass(frozen=True, slots=True)
class FullHour:
    """An hour of the week: ``taken`` and ``offered`` in hours."""

    weekday: int
    hour: int
    taken: Decimal
    offered: Decimal
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Fullness:
    """Seconds taken and offered, by hour of the week."""

    taken: Mapping[Hour, Decimal]
    offered: Mapping[Hour, Decimal]

    @property
    def share(self) -> Decimal | None:
        """Of what was offered; what was taken while closed is not counted."""
        return share(sum((self.taken.get(hour, Decimal(0)) for hour in self.offered), Decimal(0)), self.total)

    @property
    def total(self) -> Decimal:
        return sum(self.offered.values(), Decimal(0))

    def of(self, hour: Hour) -> Decimal | None:
        return share(self.taken.get(hour, Decimal(0)), self.offered.get(hour, Decimal(0)))

    def week(self) -> list[FullHour]:
        """Every hour in which something was offered or taken."""
        one = Decimal(HOUR.total_seconds())
        return [
            FullHour(*at, self.taken.get(at, Decimal(0)) / one, self.offered.get(at, Decimal(0)) / one, self.of(at))
            for at in sorted({*self.offered, *self.taken})
        ]

    def hours(self) -> range:
        """From the first to the last hour of a day in which anything was offered or taken."""
        shown = {hour for _weekday, hour in (*self.offered, *self.taken)}
        return range(min(shown), max(shown) + 1) if shown else range(0)


@dataclass(frozen=True, slots=True)
class Occupancy:
    now: Fullness
    before: Fullness


def read_occupancy(comparison: Comparison) -> Occupancy:
    """Two queries."""
    resources = list(
        Resource.objects.filter(is_active=True, services__is_active=True, services__trashed_at=None)
        .distinct()
        .values_list("pk", flat=True)
    )
    now, before = _taken(comparison, resources)
    return Occupancy(
        now=Fullness(now, _offered_in(comparison.now, comparison, places=len(resources))),
        before=Fullness(before, _offered_in(comparison.before, comparison, places=len(resources))),
    )


def _taken(comparison: Comparison, resources: list[int]) -> tuple[dict[Hour, Decimal], dict[Hour, Decimal]]:
    """Of the period, and of the one before."""
    values: dict[str, Any] = {
        "start": comparison.before.start,
        "early": comparison.before.start - LONGEST,
        "pause": comparison.before.end,
        "turn": comparison.now.start,
        "end": comparison.now.end,
        "grain": GRAIN,
        "zone": comparison.zone.key,
        "statuses": [status.value for status in TAKING],
        "resources": resources,
    }
    now: dict[Hour, Decimal] = {}
    before: dict[Hour, Decimal] = {}
    with connection.cursor() as cursor:
        cursor.execute(TAKEN, values)
        for is_now, weekday, hour, level in cursor.fetchall():
            (now if is_now else before)[weekday, hour] = level * GRAIN
    return now, before


def _offered_in(stretch: Stretch, comparison: Comparison, *, places: int) -> dict[Hour, Decimal]:
    period, zone = stretch.period, comparison.zone
    return offered(openings_beginning(comparison.book, period.first, period.length, zone), zone, places=places)


def offered(openings: list[Interval], zone: ZoneInfo, *, places: int) -> dict[Hour, Decimal]:
    """Seconds that could be taken, by hour of the week; nothing where nothing can be booked."""
    found: defaultdict[Hour, Decimal] = defaultdict(Decimal)
    for opening in openings if places else ():
        moment = opening.start
        while moment < opening.end:
            wall = moment.astimezone(zone)
            until = min(_end_of_hour(wall), opening.end)
            found[wall.isoweekday(), wall.hour] += Decimal(int((until - moment).total_seconds())) * places
            moment = until
    return dict(found)


def _end_of_hour(wall: datetime) -> datetime:
    into = timedelta(minutes=wall.minute, seconds=wall.second, microseconds=wall.microsecond)
    return wall.astimezone(UTC) + HOUR - into


def occupancy_figure(occupancy: Occupancy) -> Figure:
    return Figure(
        key="occupancy",
        title=_("Occupancy"),
        hint=_("Time booked of all that was offered while open."),
        unit=Unit.SHARE,
        value=occupancy.now.share,
        before=occupancy.before.share,
        rows="bookings",
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of a weekday; ``share`` is None while closed. ``level``, 0 to 5, is how dark it is drawn."""

    share: Decimal | None
    level: int


def heat_map(fullness: Fullness) -> list[tuple[int, list[Cell]]]:
    """By ISO weekday, the hours of ``fullness.hours()``."""
    return [
        (weekday, [_cell(fullness.of((weekday, hour))) for hour in fullness.hours()]) for weekday in range(1, WEEK + 1)
    ]


def _cell(value: Decimal | None) -> Cell:
    if value is None:
        return Cell(None, 0)
    return Cell(value, min(5, int(value * 5) + (1 if value else 0)))
