"""Wall time of a zone to instants, on days when the clocks change too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


# Far enough from both ends of the calendar for a day more or less, and from any day that is bookable.
EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)


def reckonable(day: date) -> date:
    """The day, or the nearest one that can be reckoned with: people and programs send the year 1 and the year 9999."""
    return min(max(day, EARLIEST), LATEST)


def instants(day: date, at: time, zone: ZoneInfo) -> list[datetime]:
    """The UTC instants that a clock on the wall shows as ``day`` ``at``.

    None when the clocks jump over it, two when they go back and show it twice, otherwise one.
    """
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    found: list[datetime] = []
    for fold in (0, 1):
        instant = wall.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if instant.astimezone(zone).replace(tzinfo=None) == wall and instant not in found:
            found.append(instant)
    return found


def opening_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When a door that opens at this wall time opens: the first of two, the end of the jump for a skipped one."""
    found = instants(day, at, zone)
    return found[0] if found else _end_of_jump(day, at, zone)


def closing_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When a door that closes at this wall time closes: the last of two, the end of the jump for a skipped one."""
    found = instants(day, at, zone)
    return found[-1] if found else _end_of_jump(day, at, zone)


def local_day(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first instant of a day and of the next: 23, 24 or 25 hours apart."""
    midnight = time(0)
    return opening_instant(day, midnight, zone), opening_instant(day + timedelta(days=1), midnight, zone)


def _end_of_jump(day: date, at: time, zone: ZoneInfo) -> datetime:
    # A skipped wall time read with the offset before the jump (PEP 495, fold=0) lies after the jump by as much as it
    # was inside it; walking back to the first minute with the new offset finds the jump itself.
    wall = datetime.combine(day, at.replace(tzinfo=None, second=0, microsecond=0))
    after = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    offset = after.astimezone(zone).utcoffset()
    while (after - timedelta(minutes=1)).astimezone(zone).utcoffset() == offset:
        after -= timedelta(minutes=1)
    return after
