"""What of the menu is said in a message: words heard as its words, and the names they make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[str, str]
"""An option: the key of its group, and its own."""


class Heard(NamedTuple):
    """What a word of the message may be: stems of the menu, how alike, and how many words it takes."""

    stems: tuple[str, ...]
    likeness: float
    length: int


@dataclass(frozen=True, slots=True)
class Said:
    """Names said at one place, by token numbers; several when they fit equally well.

    ``is_whole`` tells that an item's whole name was said; ``kinds`` are the items a word of several ("burger") may be.
    """

    start: int
    end: int
    items: tuple[str, ...] = ()
    options: tuple[Pair, ...] = ()
    kinds: tuple[str, ...] = ()
    is_whole: bool = True
    weight: float = 0.0

    @property
    def is_dish(self) -> bool:
        return bool(self.items or self.kinds) and not self.options


def with_kinds(found: Sequence[Said]) -> list[Said]:
    """A word for the kind right before or after a dish is of its name: "cafés americanos", "mocha coffee"."""
    merged: list[Said] = []
    for one in found:
        last = merged[-1] if merged else None
        if last is not None and last.end == one.start and _is_kind_and_dish(last, one):
            dish = one if last.kinds else last
            merged[-1] = replace(dish, start=last.start, end=one.end)
        else:
            merged.append(one)
    return merged


def _is_kind_and_dish(one: Said, other: Said) -> bool:
    return one.is_dish and other.is_dish and bool(one.kinds) != bool(other.kinds)
