"""The menu of a business as understanding orders from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.orders import Group, Item, Menu, Option

if TYPE_CHECKING:
    from businesses.desk import Desk, ItemFacts
    from businesses.ordering.baskets import SoldGroup


def menu_of(desk: Desk) -> Menu:
    """What is on the menu, by the keys of its rows; what is sold out is too, and is told to be when it is asked for."""
    items = map(_item, desk.items)
    return Menu(tuple(items), tuple(map(_group, desk.ordering.groups)))


def _item(item: ItemFacts) -> Item:
    """Also by its section: "a pizza" may be any of those under Pizza."""
    names = (*item.aliases, f"{item.section} {item.name}")
    return Item(str(item.id), item.name, names, tuple(map(str, item.groups)))


def _group(group: SoldGroup) -> Group:
    options = tuple(Option(str(option.id), option.name, option.aliases) for option in group.options)
    return Group(str(group.id), group.name, options, group.least, group.most)
