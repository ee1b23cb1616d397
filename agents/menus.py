"""The menu of a business as understanding orders from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.orders import Item, Menu

if TYPE_CHECKING:
    from businesses.desk import Desk


def menu_of(desk: Desk) -> Menu:
    """What can be ordered now, by the keys of its rows: what is sold out is not on it."""
    return Menu(tuple(Item(str(each.id), each.name, each.aliases) for each in desk.items if each.is_available))
