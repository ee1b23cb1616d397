"""What somebody wants, by the keys of the menu's rows: plain values, priced by nobody yet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from businesses.ordering.serving import is_served, price_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from businesses.ordering.serving import DatedPrice, ServingWindow

MOST_LINES, MOST_PIECES = 30, 50
LONGEST_LINE_NOTE = 200


@dataclass(frozen=True, slots=True)
class WishedOption:
    """``amount``: ``extra``, ``double``, ``triple``, ``light``, ``half``, a number in digits; else empty."""

    option: int
    amount: str = ""
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class WishedLine:
    item: int
    quantity: int = 1
    options: tuple[WishedOption, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderWish:
    """``way`` is an ``OrderWay``; ``at`` when it is wanted, as soon as possible where it is None; ``table`` its key."""

    lines: tuple[WishedLine, ...]
    way: str
    at: datetime | None = None
    table: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class SoldOption:
    """An option as it is sold now; ``price`` is what it adds to one piece."""

    id: int
    name: str
    price: Decimal
    allergens: tuple[str, ...] | None = None
    aliases: tuple[str, ...] = ()
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class SoldGroup:
    """``least`` to ``most`` of its options, as many as are wished where ``most`` is None."""

    id: int
    name: str
    least: int = 0
    most: int | None = None
    options: tuple[SoldOption, ...] = ()

    @property
    def default(self) -> SoldOption | None:
        return next((option for option in self.options if option.is_default), None)


@dataclass(frozen=True, slots=True)
class SoldItem:
    """``left`` is how many can still be sold, None where nobody counts; ``tax_rate`` is in percent."""

    id: int
    name: str
    price: Decimal | None
    tax_rate: Decimal
    groups: tuple[int, ...] = ()
    left: int | None = None
    is_available: bool = True
    windows: tuple[ServingWindow, ...] = ()
    dated_prices: tuple[DatedPrice, ...] = ()
    served: str = ""
    """Where it is not to be had at the moment meant: when it is, in words."""


@dataclass(frozen=True, slots=True)
class Sold:
    """All that is on the menu now."""

    items: Mapping[int, SoldItem] = field(default_factory=dict)
    groups: Mapping[int, SoldGroup] = field(default_factory=dict)

    def at(self, local: datetime, tell: Callable[[Sequence[ServingWindow]], str]) -> Sold:
        """What it costs and whether it is served at a wall time of the business; ``tell`` says when it is."""
        items = {
            key: replace(
                item,
                price=price_on(item.price, item.dated_prices, local.date()),
                served="" if is_served(item.windows, local) else tell(item.windows),
            )
            for key, item in self.items.items()
        }
        return replace(self, items=items)

    def groups_of(self, item: SoldItem) -> tuple[SoldGroup, ...]:
        return tuple(self.groups[key] for key in item.groups)
