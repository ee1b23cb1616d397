"""What somebody waits for; a day as people mean it and times of its clock, as instants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from businesses.availability.intervals import Interval
from businesses.availability.walltime import closing_instant, opening_instant
from businesses.waiting.errors import WindowNotValid

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime, time
    from zoneinfo import ZoneInfo

    from businesses.models import Service, StaffMember

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WaitingWish:
    """A service for so many on a business day, to start between two wall times of it (open, unless said)."""

    service: Service
    party_size: int
    day: date
    earliest: time | None = None
    latest: time | None = None
    staff: StaffMember | None = None


def window_of(wish: WaitingWish, *, meant: Interval, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first and the last start that suits; without times, of the whole business day ``meant``.

    A time of the small hours is of the night that follows where the day before still runs at it. Of a time the clocks
    show twice the first serves as the earliest and the last as the latest. Raises ``WindowNotValid``.
    """
    first = meant.start if wish.earliest is None else _night_of(wish.day, wish.earliest, meant, zone, opening_instant)
    last = meant.end - A_MINUTE
    if wish.latest is not None:
        last = _night_of(wish.day, wish.latest, meant, zone, closing_instant)
    if last < first:
        raise WindowNotValid
    return first, last


def _night_of(
    day: date, at: time, meant: Interval, zone: ZoneInfo, instant: Callable[[date, time, ZoneInfo], datetime]
) -> datetime:
    found = instant(day, at, zone)
    following = instant(day + A_DAY, at, zone)
    return following if found < meant.start and following < meant.end else found
