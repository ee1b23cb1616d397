"""What can be ordered: plain values, the same for a business's rows, a file and the evaluation's coffee house."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Option:
    """One way to have a dish: a size, a milk, a topping."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Options to choose from; ``most`` is how many may be chosen together, ``None`` for any number."""

    key: str
    name: str
    options: tuple[Option, ...] = ()
    least: int = 0
    most: int | None = None

    @property
    def is_single(self) -> bool:
        """Whether a later choice replaces the earlier: size, milk, doneness."""
        return self.most == 1


@dataclass(frozen=True, slots=True)
class Item:
    """A dish or product; ``groups`` are the keys of the groups it can be had with."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Menu:
    """All that can be ordered; nothing else gets into a basket. Keys are unique among items, and among groups."""

    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()

    @cached_property
    def item_by_key(self) -> dict[str, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def group_by_key(self) -> dict[str, Group]:
        return {group.key: group for group in self.groups}

    @cached_property
    def _hash(self) -> int:
        return hash((self.items, self.groups))

    def __hash__(self) -> int:
        """Worked out once: menus are what the indexes over their names are kept by."""
        return self._hash
