"""The basket: plain values, by the menu's keys."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.orders.menu import Menu

Amount = str
"""How much of an option: ``extra``, ``double``, ``triple``, ``light``, ``half``, a number in digits; else empty."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a line, by group and key; ``negated`` when it is to be left out."""

    group: str
    option: str
    negated: bool = False
    amount: Amount = ""


@dataclass(frozen=True, slots=True)
class Line:
    """``quantity`` pieces of one item, all made the same way; ``measure`` is the root of the word they were counted by
    ("jugs"), by which they may be spoken of again.
    """

    item: str
    quantity: int = 1
    choices: tuple[Choice, ...] = ()
    measure: str = field(default="", compare=False)

    def is_same(self, other: Line) -> bool:
        """Whether both are made the same way, whatever their number."""
        return (self.item, frozenset(self.choices)) == (other.item, frozenset(other.choices))


@dataclass(frozen=True, slots=True)
class Wish:
    """An option as said, before it is known of which dish: the (group, option) pairs it may be.

    ``is_close``: right after a dish, so that it is that one's and no other's.
    """

    options: tuple[tuple[str, str], ...]
    text: str = ""
    negated: bool = False
    amount: Amount = ""
    is_close: bool = False

    def for_item(self, item: str, menu: Menu) -> Choice | None:
        """The choice it is for this item, or ``None`` when the item cannot be had so."""
        taken = menu.item_by_key[item].groups
        fits = [pair for pair in self.options if pair[0] in taken]
        return Choice(*fits[0], self.negated, self.amount) if fits else None


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines in the order they were asked for; ``wishes`` are options said before any item was ("decaf, please")."""

    lines: tuple[Line, ...] = ()
    wishes: tuple[Wish, ...] = ()


def joined(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with equal ones put together at the place of the first."""
    kept: list[Line] = []
    for line in lines:
        same = next((i for i, old in enumerate(kept) if old.is_same(line)), None)
        if same is None:
            kept.append(line)
        else:
            kept[same] = replace(kept[same], quantity=kept[same].quantity + line.quantity)
    return tuple(line for line in kept if line.quantity > 0)
