"""What a program asks for, by ids or names, as a basket of the menu's keys.

What the menu does not have keeps the key 0, which no row has: pricing names the line and what is wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.ordering.baskets import WishedLine, WishedOption

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from businesses.ordering.baskets import Sold, SoldItem, SoldOption

NOTHING = 0


def lines_asked(rows: Sequence[Mapping[str, Any]], sold: Sold) -> tuple[WishedLine, ...]:
    """Each row is ``{item, quantity, modifiers: [{option, amount, left_out}], note}``; ids are digits."""
    return tuple(_line(row, sold) for row in rows)


def _line(row: Mapping[str, Any], sold: Sold) -> WishedLine:
    item = item_called(row["item"], sold)
    options = [option for group in sold.groups_of(item) for option in group.options] if item else []
    wished = tuple(
        WishedOption(_option_called(each["option"], options), each["amount"], each["left_out"])
        for each in row["modifiers"]
    )
    return WishedLine(item.id if item else NOTHING, row["quantity"], wished, row["note"])


def item_called(text: str, sold: Sold) -> SoldItem | None:
    """The item of this id or name; of several with the name, one that can be had."""
    if _is_id(text):
        return sold.items.get(int(text))
    named = [item for item in sold.items.values() if item.name.casefold() == text.strip().casefold()]
    return next((item for item in named if item.is_available), named[0] if named else None)


def _option_called(text: str, options: Iterable[SoldOption]) -> int:
    """Among the options the item can be had with; a name that two of its groups have is none."""
    name = text.strip().casefold()
    found = [
        option.id
        for option in options
        if (_is_id(text) and option.id == int(text)) or name in map(str.casefold, (option.name, *option.aliases))
    ]
    return found[0] if len(found) == 1 else NOTHING


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal()
