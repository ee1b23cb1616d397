"""What a figure is: one number over a period, the one before beside it, and day by day where that tells something."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.utils.functional import _StrOrPromise


class Unit(StrEnum):
    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    """Of one: 0.25 is a quarter."""
    MINUTES = "minutes"
    STARS = "stars"
    """A mean of one to five."""


PLACES = {Unit.COUNT: 0, Unit.MONEY: 2, Unit.SHARE: 4, Unit.MINUTES: 1, Unit.STARS: 2}


def for_programs(value: Decimal | None, unit: Unit) -> str | None:
    """With a point, whatever the language, and a fixed number of places; None where there is no value."""
    return None if value is None else f"{value:.{PLACES[unit]}f}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day's value; ``before`` is that of the day in the same place of the period before, if it has one."""

    date: date
    value: Decimal
    before: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``value`` is None where nothing happened that it could be reckoned from: a share of nothing is no share.

    ``rows`` names the list (``registry.Rows``) of what is behind it; ``currency`` is set where the unit is money.
    """

    key: str
    title: _StrOrPromise
    unit: Unit
    value: Decimal | None
    before: Decimal | None
    hint: _StrOrPromise = ""
    currency: str = ""
    days: tuple[Day, ...] = ()
    rows: str = ""

    @property
    def change(self) -> Decimal | None:
        """By how much it is more (less, below zero) than before, in its own unit."""
        return None if self.value is None or self.before is None else self.value - self.before

    @property
    def change_share(self) -> Decimal | None:
        """Of what it was before; None where it was nothing."""
        return None if self.change is None or not self.before else self.change / self.before


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def days_of(dates: Sequence[date], now: Iterable[Decimal], before: Sequence[Decimal]) -> tuple[Day, ...]:
    """Day by day, the first beside the first of the period before."""
    return tuple(
        Day(day, value, before[place] if place < len(before) else None)
        for place, (day, value) in enumerate(zip(dates, now, strict=True))
    )


@dataclass(frozen=True, slots=True)
class Seller:
    """What is ordered or booked, and how it sold; ``amount`` is None where no price is known."""

    name: str
    sold: int
    before: int
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sellers:
    """What sold best, the best first."""

    key: str
    title: _StrOrPromise
    currency: str
    sellers: tuple[Seller, ...]
