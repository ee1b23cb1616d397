"""Wall times and clock changes: whether a wall time exists once, not at all, or twice in a zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Localised:
    """``exact``: one aware moment.  ``gap``: the wall time is skipped; ``moments`` lie the same distance before and
    after the change.  ``fold``: it comes twice; ``moments`` are the earlier and the later one.
    """

    kind: Literal["exact", "gap", "fold"]
    moments: tuple[datetime, ...]


def localise(day: date, at: time, zone: ZoneInfo) -> Localised:
    """The moments at which the clocks of ``zone`` show this wall time on this day."""
    first = datetime.combine(day, at.replace(fold=0), tzinfo=zone)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return Localised("exact", (first,))
    if _shown(first) == first.replace(tzinfo=None):
        return Localised("fold", (first, second))
    moved = sorted((_normal(first, zone), _normal(second, zone)), key=datetime.timestamp)
    return Localised("gap", tuple(moved))


def _normal(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(UTC).astimezone(zone)


def _shown(moment: datetime) -> datetime:
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None)
