"""The days on which something comes again: pure, on the calendar, so that the wall time stays over clock changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

EVERY_WEEKS = (1, 2, 4)
MOST_DATES = 26
"""Half a year of every week; a series that goes on is made anew, with the hours and people there are by then."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many weeks, so many times or up to and with a day; with both, whichever ends first."""

    every_weeks: int
    times: int | None = None
    until: date | None = None

    def days(self, first: date) -> list[date]:
        """The days from ``first`` on, that one included: ``MOST_DATES`` at most."""
        most = min(self.times or MOST_DATES, MOST_DATES)
        days = [first + timedelta(weeks=self.every_weeks * each) for each in range(most)]
        return [day for day in days if self.until is None or day <= self.until]
