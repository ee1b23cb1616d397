"""What somebody wants, by the keys of the menu's rows: plain values, priced by nobody yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

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


@dataclass(frozen=True, slots=True)
class Sold:
    """All that is on the menu now."""

    items: Mapping[int, SoldItem] = field(default_factory=dict)
    groups: Mapping[int, SoldGroup] = field(default_factory=dict)

    def groups_of(self, item: SoldItem) -> tuple[SoldGroup, ...]:
        return tuple(self.groups[key] for key in item.groups)
