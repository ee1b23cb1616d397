"""The basket and the menu it is filled from: plain values; every change returns a new basket."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from agents.understanding.types import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Action = Literal["add", "remove", "extra", "light", "half"]


@dataclass(frozen=True, slots=True)
class Option:
    """A change to a dish: a modifier of the menu by its key, or as said when the menu has none (``key`` empty)."""

    key: str
    action: Action = "add"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """``quantity`` pieces of one item, all made the same way."""

    item: str
    quantity: int = 1
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Menu:
    """The words of the menu, and which modifiers exclude each other: size, milk, doneness.

    ``groups`` maps a modifier's key to its group's; a later choice in a group replaces the earlier. A modifier in no
    group is added beside the others.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    groups: Mapping[str, str] = field(default_factory=dict)

    def chosen(self, options: Iterable[Option], new: Option) -> tuple[Option, ...]:
        """The options with one more; it replaces what it excludes and what was said of the same thing before."""
        group = self.groups.get(new.key)
        displaces = group is not None and new.action in {"add", "extra", "light"}
        kept = [
            old
            for old in options
            if (old.key, old.name) != (new.key, new.name) and not (displaces and self.groups.get(old.key) == group)
        ]
        return (*kept, new)


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines in the order they were asked for; ``wishes`` are options said before any item was ("decaf, please")."""

    lines: tuple[Line, ...] = ()
    wishes: tuple[Option, ...] = ()

    def with_line(self, line: Line) -> Basket:
        """Equal lines join by quantity."""
        for i, old in enumerate(self.lines):
            if (old.item, set(old.options)) == (line.item, set(line.options)):
                return self.with_changed(i, replace(old, quantity=old.quantity + line.quantity))
        return replace(self, lines=(*self.lines, line))

    def with_changed(self, index: int, line: Line | None) -> Basket:
        """One line replaced, or taken out when ``line`` is ``None``."""
        new = () if line is None or line.quantity < 1 else (line,)
        place = index % len(self.lines)
        return replace(self, lines=(*self.lines[:place], *new, *self.lines[place + 1 :]))

    def last(self, item: str) -> int | None:
        """Where the item was last asked for."""
        return next((i for i in reversed(range(len(self.lines))) if self.lines[i].item == item), None)
