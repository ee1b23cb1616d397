"""Half-open intervals of time."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """``[start, end)`` in UTC."""

    start: datetime
    end: datetime

    def contains(self, other: Interval) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Interval) -> bool:
        return self.start < other.end and other.start < self.end


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same time with overlapping and touching intervals joined, in order.

    Friday to midnight and Saturday from midnight become one evening, in which a long dinner fits.
    """
    joined: list[Interval] = []
    for interval in sorted(intervals):
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return joined


def is_free(taken: Sequence[Interval], wanted: Interval) -> bool:
    """Whether nothing in ``taken`` (ordered and without overlaps) meets ``wanted``."""
    after = bisect_left(taken, wanted.end, key=lambda interval: interval.start)
    return after == 0 or taken[after - 1].end <= wanted.start
