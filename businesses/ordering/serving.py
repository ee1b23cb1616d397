"""When a dish is served, and what a thing costs on which day: read from the lines an owner writes, pure values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EVERY_DAY = frozenset(range(1, 8))
WINDOW = re.compile(
    "(?:(?P<days>[a-z ,-]+?)\\s+)?(?P<opens>\\d\\d?:\\d\\d)\\s*[-\N{EN DASH}]\\s*(?P<closes>\\d\\d?:\\d\\d)"
)
PRICE = re.compile(
    r"(?P<first>\d{4}-\d\d-\d\d)(?:\s*\.\.\s*(?P<last>\d{4}-\d\d-\d\d))?\s*:?\s+(?P<price>\d+([.,]\d{1,2})?)"
)
HIGHEST = Decimal("9999999.99")


@dataclass(frozen=True, slots=True)
class ServingWindow:
    """Weekdays (1 is Monday) and wall times of the business's zone.

    One that ends no later than it begins runs on past midnight.
    """

    weekdays: frozenset[int]
    opens: time
    closes: time

    def covers(self, local: datetime) -> bool:
        day, at = local.isoweekday(), local.time()
        if self.opens < self.closes:
            return day in self.weekdays and self.opens <= at < self.closes
        before = (local - timedelta(days=1)).isoweekday()
        return (day in self.weekdays and at >= self.opens) or (before in self.weekdays and at < self.closes)


@dataclass(frozen=True, slots=True)
class DatedPrice:
    """A price from one day to another, both included; from one day on where ``last`` is None."""

    first: date
    last: date | None
    price: Decimal

    def holds_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def parse_window(text: str) -> ServingWindow:
    """Such as "mon-fri 07:00-11:00", "sat, sun 8:00-13:00" or, for every day, "12:00-15:00"; raises ``ValueError``."""
    found = WINDOW.fullmatch(text.strip().casefold())
    if found is None:
        raise ValueError(text)
    opens, closes = (time.fromisoformat(found[each].rjust(5, "0")) for each in ("opens", "closes"))
    return ServingWindow(_days(found["days"]) if found["days"] else EVERY_DAY, opens, closes)


def _days(text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in text.replace(" ", "").split(","):
        first, _dash, last = part.partition("-")
        start, end = DAYS.index(first[:3]), DAYS.index((last or first)[:3])
        days.update((start + step) % 7 + 1 for step in range((end - start) % 7 + 1))
    return frozenset(days)


def windows_of(lines: Iterable[object]) -> tuple[ServingWindow, ...]:
    return tuple(parse_window(str(line)) for line in lines)


def is_served(windows: Sequence[ServingWindow], local: datetime) -> bool:
    """At a wall time of the business; always where there are no windows."""
    return not windows or any(window.covers(local) for window in windows)


def parse_price(text: str) -> DatedPrice:
    """Such as "2027-01-01 12.50", from then on, or "2026-12-01..2026-12-26 9.90"; raises ``ValueError``."""
    found = PRICE.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    first = date.fromisoformat(found["first"])
    last = date.fromisoformat(found["last"]) if found["last"] else None
    try:
        price = Decimal(found["price"].replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if price > HIGHEST or (last is not None and last < first):
        raise ValueError(text)
    return DatedPrice(first, last, price)


def prices_of(lines: Iterable[object]) -> tuple[DatedPrice, ...]:
    return tuple(parse_price(str(line)) for line in lines)


def price_on(usual: Decimal | None, dated: Iterable[DatedPrice], day: date) -> Decimal | None:
    """What it costs that day: of several that hold, the one that began last; else the usual price."""
    holding = [each for each in dated if each.holds_on(day)]
    return max(holding, key=lambda each: each.first).price if holding else usual
