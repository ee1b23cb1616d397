"""What the grammar's rules build: readings of parts of a sentence before opening hours and clock changes decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, ClassVar

from agents.understanding.time.mention import Recurrence

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from agents.understanding.types import Anchor, OpeningHours

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Setting:
    """The moment and place a text is read in; ``now`` is aware, in the business's zone.

    ``anchor`` is the booking talked about, None where there is none.
    """

    now: datetime
    timezone: ZoneInfo
    hours: OpeningHours | None = None
    requested: tuple[str, ...] = ()
    month_first: bool = True
    fold_short_years: int = 40
    dotted_dates: bool = False
    anchor: Anchor | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def weekdays_from(self) -> date:
        """From when a bare weekday is looked for: beside a booking a week or more ahead it is one near that, and beside
        one that is still to come not today.
        """
        ahead = (self.anchor.day - self.today).days if self.anchor else 0
        if self.anchor and ahead >= _WEEK:
            return self.anchor.day
        return self.today + timedelta(days=1) if ahead > 0 else self.today


@dataclass(frozen=True, slots=True)
class Day:
    """A day: ``options`` are the readings a booking may mean (more than one: ask), ``weaker`` the others.

    No option at all is a day no calendar has.  ``weekday`` and ``monthday`` keep what was said so that a second naming
    of the same day ("Friday the 13th") can narrow it down; ``rolls`` says that the day follows if its time has passed,
    ``beside`` that it hangs on the booking talked about.
    """

    symbol: ClassVar[str] = "date"
    options: tuple[date, ...]
    weaker: tuple[date, ...] = ()
    weekday: int | None = None
    monthday: tuple[int | None, int] | None = None
    rolls: bool = False
    relative: bool = False
    beside: bool = False
    why: str = ""

    @property
    def best(self) -> date | None:
        return self.options[0] if self.options else None

    @classmethod
    def on(cls, day: date, *, relative: bool = False, why: str = "") -> Day:
        return cls((day,), relative=relative, why=why)


@dataclass(frozen=True, slots=True)
class Clock:
    """A wall time; ``open_half`` says that the half of the day was not given (7 may be 19)."""

    symbol: ClassVar[str] = "time"
    hour: int
    minute: int = 0
    second: int = 0
    open_half: bool = False
    leading_zero: bool = False
    about: bool = False
    bare: bool = False
    next_day: bool = False
    beside: bool = False

    @property
    def times(self) -> tuple[time, ...]:
        """Readings in the order they were written: as said, then twelve hours away."""
        said = time(self.hour % 24, self.minute, self.second)
        if not self.open_half:
            return (said,)
        return (said, time((self.hour + 12) % 24, self.minute, self.second))

    def at(self, hour: int) -> Clock:
        """The same minutes of an hour whose half of the day is settled."""
        return replace(self, hour=hour, open_half=False)

    def moved(self, minutes: int) -> Clock:
        """Minutes later (negative: earlier), staying on the twelve-hour face while the half is open."""
        total = self.hour * 60 + self.minute + minutes
        total = (total - 60) % 720 + 60 if self.open_half else total % 1440
        return replace(self, hour=total // 60, minute=total % 60)


@dataclass(frozen=True, slots=True)
class MinutePast:
    """Minutes past an hour that was not said: "half past"."""

    symbol: ClassVar[str] = "minute_past"
    minute: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day ("evening") with the wall times it spans; ``half`` tells which half of the day it picks."""

    symbol: ClassVar[str] = "part"
    name: str
    start: time
    end: time
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in calendar units; ``grain`` is the smallest unit that was said."""

    symbol: ClassVar[str] = "length"
    months: int = 0
    days: float = 0
    seconds: float = 0
    grain: str = "day"
    business_days: int = 0

    @property
    def clocked(self) -> bool:
        """Whether the length reaches below a day, so that adding it to now gives a moment."""
        return bool(self.seconds)

    @property
    def span(self) -> timedelta:
        """As a span of time; a month counts thirty days, a year 365."""
        years, months = divmod(self.months, 12)
        return timedelta(days=years * 365 + months * 30 + self.days + self.business_days, seconds=self.seconds)

    def __add__(self, other: Length) -> Length:
        return Length(self.months + other.months, self.days + other.days, self.seconds + other.seconds, other.grain)


@dataclass(frozen=True, slots=True)
class Days:
    """A run of days, both ends included, None where open; ``weaker`` as for Day."""

    symbol: ClassVar[str] = "dates"
    start: date | None
    end: date | None
    weaker: tuple[tuple[date | None, date | None], ...] = ()
    grain: str = "day"
    why: str = ""


@dataclass(frozen=True, slots=True)
class Clocks:
    """A stretch of wall time, None where open."""

    symbol: ClassVar[str] = "times"
    start: Clock | None
    end: Clock | None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a wall time on it."""

    symbol: ClassVar[str] = "moment"
    day: Day
    clock: Clock


@dataclass(frozen=True, slots=True)
class Instant:
    """One point of time, reckoned from now."""

    symbol: ClassVar[str] = "moment"
    at: datetime
    why: str = ""
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Moments:
    """A stretch of time on or from a day."""

    symbol: ClassVar[str] = "moments"
    day: Day
    clocks: Clocks
    name: str = ""


@dataclass(frozen=True, slots=True)
class Instants:
    """A stretch between two points of time."""

    symbol: ClassVar[str] = "moments"
    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Repeat:
    symbol: ClassVar[str] = "set"
    value: Recurrence = field(default_factory=lambda: Recurrence(1, "day"))


@dataclass(frozen=True, slots=True)
class Nothing:
    """Words that look like time and are not ("good night", "have a nice day"): taken out of the way of other rules."""

    symbol: ClassVar[str] = "nothing"


Node = (
    Day | Clock | MinutePast | Part | Length | Days | Clocks | Moment | Instant | Moments | Instants | Repeat | Nothing
)
