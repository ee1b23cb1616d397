"""What of the menu a question is about: dishes, each with the options said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.orders.parts import parts_of
from agents.understanding.orders.words import spoken_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.orders.basket import Line
    from agents.understanding.orders.menu import Menu
    from agents.understanding.orders.parts import Part

LENGTH = 500


def made_as_asked(
    text: str, menu: Menu, language: str, basket: Sequence[Line] = ()
) -> list[tuple[str, frozenset[str]]]:
    """Each dish named, by key, with the keys of the options beside it that it can be had with; where none is named, the
    lines of the basket with what they are made with, as the text would change it.
    """
    text = text[:LENGTH]
    parts = parts_of(text, menu, spoken_in(text, language))
    places = [place for place, part in enumerate(parts) if len(part.items) == 1]
    found = []
    for before, place, after in zip([-1, *places], places, [*places[1:], len(parts)], strict=False):
        groups = menu.item_by_key[parts[place].items[0]].groups
        keys = {key for part in parts[before + 1 : after] for group, key in part.options if group in groups}
        found.append((parts[place].items[0], frozenset(keys)))
    return found or [made for line in basket if (made := _changed(line, parts, menu))]


def speaks_of_order(text: str, menu: Menu, language: str) -> bool:
    """Whether words call the order off, or are dishes with small words about them and nothing else: "just the pasta" is
    nobody's name, though "Margherita" may be.
    """
    parts = parts_of(text[:LENGTH], menu, spoken_in(text, language))
    is_plain = len(parts) > 1 and not any(part.may("unknown") for part in parts)
    return any(part.may("nothing") or (is_plain and part.is_item) for part in parts)


def is_of_menu(text: str, menu: Menu, language: str) -> bool:
    """Whether the words are a name of the menu: "Montage" is a fitting, and no Monday."""
    parts = parts_of(text[:LENGTH], menu, spoken_in(text, language))
    return bool(parts) and all(part.is_sure for part in parts)


def _changed(line: Line, parts: Sequence[Part], menu: Menu) -> tuple[str, frozenset[str]] | None:
    groups = menu.item_by_key[line.item].groups
    said = {group: key for part in parts for group, key in part.options if group in groups}
    kept = {choice.option for choice in line.choices if choice.group not in said and not choice.negated}
    return (line.item, frozenset(kept | set(said.values()))) if said else None
