"""What of the menu a question is about: dishes, each with the options said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.orders.parts import parts_of
from agents.understanding.orders.words import spoken_in

if TYPE_CHECKING:
    from agents.understanding.orders.menu import Menu

LENGTH = 500


def made_as_asked(text: str, menu: Menu, language: str) -> list[tuple[str, frozenset[str]]]:
    """Each dish named, by key, with the keys of the options beside it that it can be had with."""
    text = text[:LENGTH]
    parts = parts_of(text, menu, spoken_in(text, language))
    places = [place for place, part in enumerate(parts) if len(part.items) == 1]
    found = []
    for before, place, after in zip([-1, *places], places, [*places[1:], len(parts)], strict=False):
        groups = menu.item_by_key[parts[place].items[0]].groups
        keys = {key for part in parts[before + 1 : after] for group, key in part.options if group in groups}
        found.append((parts[place].items[0], frozenset(keys)))
    return found
