"""Which listed businesses suit a wish, and how well: pure functions over the read model, with a score that can be said.

Nothing but what a business publishes counts, and nobody can pay for a place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from directory.wishes import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from directory.wishes import Wish

WEIGHTS = {"match": 40, "soon": 30, "price": 20, "area": 10}
"""Points of a hundred; each part is 0 to 1. Chosen, not learned: what is wanted counts most, then how soon it is
to be had, then the price against the ceiling, then the part of town."""
TABLE_FOR = 2
ZERO = Decimal(0)
FAR = timedelta(days=2)
"""From here on a free time earns nothing for being soon."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A service or dish as listed. ``price`` is None where the business tells none."""

    kind: str
    key: int
    name: str
    price: Decimal | None = None
    needs_party: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A business as listed, with what it offers."""

    schema: str
    slug: str
    name: str
    category: str
    country: str
    zone: str
    currency: str
    address: str = ""
    area: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    offerings: tuple[Offered, ...] = ()


@dataclass(frozen=True, slots=True)
class Live:
    """What the business itself said at ``as_of``: its price now, and the first time that is free, if any was found."""

    as_of: datetime
    price: Decimal | None = None
    start: datetime | None = None
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    listed: Listed
    offered: Offered
    parts: dict[str, float]
    live: Live | None = None

    @property
    def score(self) -> int:
        """0 to 100: the parts by their weights."""
        return round(sum(WEIGHTS[name] * part for name, part in self.parts.items()))

    @property
    def price(self) -> Decimal | None:
        return self.live.price if self.live else self.offered.price


def found(listings: Iterable[Listed], wish: Wish) -> list[Result]:
    """The businesses that suit, best first, each with what of theirs suits best; before any was asked for a time."""
    results = (_best_of(listed, wish) for listed in listings if _may_suit(listed, wish))
    return ranked(result for result in results if result is not None)


def with_live(result: Result, live: Live, wish: Wish, *, now: datetime) -> Result | None:
    """The result as the business itself tells it; None where its price is over the ceiling after all."""
    if not is_within(live.price, result.listed.currency, wish):
        return None
    soon = _soon(live.start, now)
    price = _price(live.price, result.listed.currency, wish)
    return replace(result, live=live, parts={**result.parts, "soon": soon, "price": price})


def ranked(results: Iterable[Result]) -> list[Result]:
    """By score; of equals the one whose name comes first, so that asking again gives the same order."""
    return sorted(results, key=lambda one: (-one.score, one.listed.name, one.listed.schema))


def is_within(price: Decimal | None, currency: str, wish: Wish) -> bool:
    """Whether the price is not known to be too much: one not told, or in other money, cannot be compared."""
    if wish.ceiling is None or price is None or currency != wish.currency:
        return True
    return price < wish.ceiling if wish.is_below else price <= wish.ceiling


def people_of(wish: Wish, *, needs_party: bool) -> int:
    """For how many a time is looked for: where nobody has said, a table for two, and one for what is had alone."""
    return (wish.people or TABLE_FOR) if needs_party else 1


def _may_suit(listed: Listed, wish: Wish) -> bool:
    if wish.named:
        return listed.schema in wish.named
    if wish.areas and key_of(listed.area) not in wish.areas:
        return False
    return not wish.category or bool(wish.offerings) or listed.category == wish.category


def _best_of(listed: Listed, wish: Wish) -> Result | None:
    wanted = _wanted(listed.offerings, wish)
    within = [one for one in wanted if is_within(one.price, listed.currency, wish)]
    if not within:
        return None
    best = min(within, key=_named_order) if wish.offerings else min(within, key=lambda one: one.price is None)
    is_named = key_of(best.name) in wish.offerings
    parts = {
        "match": 1.0 if is_named or not wish.offerings else 0.5,
        "soon": 0.0,
        "price": _price(best.price, listed.currency, wish),
        "area": float(bool(wish.areas) and key_of(listed.area) in wish.areas),
    }
    return Result(listed, best, parts)


def _named_order(one: Offered) -> tuple[bool, bool, Decimal]:
    """Of what was named, the cheapest; for a kind of business, what it puts first (``min`` keeps the order)."""
    return one.kind != "service", one.price is None, one.price or ZERO


def _wanted(offerings: Sequence[Offered], wish: Wish) -> list[Offered]:
    named = [one for one in offerings if key_of(one.name) in wish.offerings]
    return named if wish.offerings else [one for one in offerings if one.kind == "service"]


def _price(price: Decimal | None, currency: str, wish: Wish) -> float:
    """How far below the ceiling; nothing without one, without a price, or in other money: unknown is never cheap."""
    if price is None or not wish.ceiling or currency != wish.currency:
        return 0.0
    return max(0.0, float((wish.ceiling - price) / wish.ceiling))


def _soon(start: datetime | None, now: datetime) -> float:
    return max(0.0, 1.0 - (start - now) / FAR) if start else 0.0
