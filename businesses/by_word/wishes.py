"""What a member may wish to change in a few words, as values: rows by their keys, times as the clock on the wall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class HoursOnDays:
    """Other hours on these dates, first and last included: closed where neither hour is said.

    One hour alone moves the opening or the closing of the day and leaves the rest of it as it is.
    """

    first: date
    last: date
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class WeekHours:
    """Other hours of the ordinary week, on these weekdays (ISO; none: on all that are open); as ``HoursOnDays``.

    ``since`` is the first day of the new hours; None changes those of today.
    """

    weekdays: tuple[int, ...] = ()
    since: date | None = None
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """Another price for dishes and services: the amount itself, so much more or less, or so many per cent."""

    items: tuple[int, ...] = ()
    services: tuple[int, ...] = ()
    amount: Decimal | None = None
    by: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NewItem:
    """A dish that is not on the menu yet; ``section`` is that of the menu, by its name."""

    name: str
    section: str
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OnSale:
    """Dishes that can be had, or cannot any more."""

    items: tuple[int, ...]
    is_available: bool


@dataclass(frozen=True, slots=True)
class Off:
    """Members of staff who are not there on these days, or between two hours of one."""

    members: tuple[int, ...]
    first: date
    last: date
    starts: time | None = None
    ends: time | None = None


OwnerWish = HoursOnDays | WeekHours | Prices | NewItem | OnSale | Off
