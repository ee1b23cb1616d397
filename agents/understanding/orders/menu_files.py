"""A menu in the import's JSON, and baskets by the names on it.

``{currency, sections: [{name, items: [{name, aliases: [], price?, groups: [names]}]}],
groups: [{name, min, max, options: [{name, aliases: [], price?}]}]}``; keys are the names.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from agents.understanding.orders.basket import Basket, Choice, Line
from agents.understanding.orders.menu import Group, Item, Menu, Option

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from agents.understanding.orders.updating import Update
    from agents.understanding.types import Json

Row = dict[str, object]


class MenuError(ValueError):
    """What is wrong with a menu, or with a basket for it, for whoever wrote it."""


def read_menu(path: Path) -> Menu:
    """Raises ``MenuError``, also for a file that cannot be read."""
    try:
        written = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise MenuError(f"{path}: {error}") from error
    return menu_from(written)


def menu_from(written: object) -> Menu:
    """An item whose name comes twice is one item; raises ``MenuError``."""
    row = _row(written, "the menu")
    groups = {group.key: group for group in map(_group, _rows(row, "groups"))}
    items: dict[str, Item] = {}
    for section in _rows(row, "sections"):
        for one in _rows(section, "items"):
            item = Item(_name(one), _name(one), _texts(one, "aliases"), _texts(one, "groups"))
            if missing := [name for name in item.groups if name not in groups]:
                raise MenuError(f"{item.name}: there is no group {missing[0]!r}")
            items.setdefault(item.key, item)
    return Menu(tuple(items.values()), tuple(groups.values()))


def _group(row: Row) -> Group:
    options = tuple(Option(_name(one), _name(one), _texts(one, "aliases")) for one in _rows(row, "options"))
    return Group(_name(row), _name(row), options, _count(row, "min") or 0, _count(row, "max"))


def _row(written: object, what: str) -> Row:
    if not isinstance(written, dict):
        raise MenuError(f"{what} must be an object")
    return written


def _rows(row: Row, name: str) -> Iterator[Row]:
    written = row.get(name) or []
    if not isinstance(written, list):
        raise MenuError(f"{name} must be a list")
    return (_row(one, f"each of {name}") for one in written)


def _name(row: Row) -> str:
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise MenuError("name must be a string, and not empty")
    return name


def _texts(row: Row, name: str) -> tuple[str, ...]:
    written = row.get(name) or []
    if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
        raise MenuError(f"{name} must be a list of strings")
    return tuple(map(str, written))


def _count(row: Row, name: str) -> int | None:
    count = row.get(name)
    if count is not None and (not isinstance(count, int) or isinstance(count, bool) or count < 0):
        raise MenuError(f"{name} must be a whole number")
    return count


def basket_from(written: object, menu: Menu) -> Basket:
    """The basket so far, ``[{item, quantity, modifiers: [{group, option, negated, amount?}]}]`` by names; raises
    ``MenuError`` for what is not on the menu."""
    if not isinstance(written, list):
        raise MenuError("basket must be a list")
    return Basket(tuple(_line(_row(row, "each line of the basket"), menu) for row in written))


def _line(row: Row, menu: Menu) -> Line:
    item = next((one for one in menu.items if one.name == row.get("item")), None)
    if item is None:
        raise MenuError(f"basket: there is no {row.get('item')!r} on the menu")
    quantity = _count(row, "quantity")
    choices = tuple(_choice(one, menu) for one in _rows(row, "modifiers"))
    return Line(item.key, 1 if quantity is None else quantity, choices)


def _choice(row: Row, menu: Menu) -> Choice:
    for group in menu.groups:
        for option in group.options:
            if (group.name, option.name) == (row.get("group"), row.get("option")):
                return Choice(group.key, option.key, bool(row.get("negated")), str(row.get("amount") or ""))
    raise MenuError(f"basket: there is no {row.get('option')!r} in {row.get('group')!r} on the menu")


def told(update: Update, menu: Menu) -> dict[str, Json]:
    """An update by the menu's names: ``basket``, ``unknown``, and ``unclear: [{text, items}]``."""
    lines: list[Json] = [_told_line(line, menu) for line in update.basket.lines]
    unclear: list[Json] = [
        {"text": one.text, "items": [menu.item_by_key[key].name for key in one.items]} for one in update.unclear
    ]
    return {"basket": lines, "unknown": list(update.unknown), "unclear": unclear}


def _told_line(line: Line, menu: Menu) -> dict[str, Json]:
    return {
        "item": menu.item_by_key[line.item].name,
        "quantity": line.quantity,
        "modifiers": [_told_choice(choice, menu) for choice in line.choices],
    }


def _told_choice(choice: Choice, menu: Menu) -> dict[str, Json]:
    group = menu.group_by_key[choice.group]
    name = next(option.name for option in group.options if option.key == choice.option)
    told: dict[str, Json] = {"group": group.name, "option": name, "negated": choice.negated}
    return told | ({"amount": choice.amount} if choice.amount else {})
