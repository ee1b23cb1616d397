"""Orders in the six languages over several menus, each with the basket it must make: ``menus/<menu>.txt``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agents.understanding.orders import Basket, update_basket
from agents.understanding.orders.menu_files import read_menu, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.understanding.orders import Menu
    from agents.understanding.types import Json

MENUS = Path(__file__).parent / "menus"
_LINE = re.compile(r"(?:(?P<quantity>\d+) )?(?P<item>[^\[]+?)(?: \[(?P<options>.*)\])?")
_OPTION = re.compile(r"(?:(?P<how>no|extra|double|triple|light|half|\d+) )?(?P<name>.+)")


def _rows() -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(MENUS.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                yield (path.stem, *(cell.strip() for cell in line.split("|")))  # type: ignore[misc]  # three cells


def _expected(written: str) -> list[str]:
    return sorted(line for line in map(_line, filter(None, re.split(r"; ", written))))


def _line(written: str) -> str:
    said = _LINE.fullmatch(written)
    assert said, written
    options = sorted(filter(None, re.split(r", ", said["options"] or "")))
    return f"{said['quantity'] or 1} {said['item']} {options}"


def _shown(line: Json) -> str:
    assert isinstance(line, dict)
    assert isinstance(line["modifiers"], list)
    options = sorted(_option(one) for one in line["modifiers"])
    return f"{line['quantity']} {line['item']} {options}"


def _option(one: Json) -> str:
    assert isinstance(one, dict)
    how = "no" if one["negated"] else one.get("amount", "")
    return f"{how} {one['option']}".strip()


def _ordered(menu: Menu, turns: str, language: str) -> list[str]:
    basket = Basket()
    for turn in turns.split(" / "):
        update = update_basket(basket, turn, menu, language=language)
        basket = update.basket
    lines = told(update, menu)["basket"]
    assert isinstance(lines, list)
    return sorted(map(_shown, lines))


@pytest.mark.parametrize(("menu", "language", "turns", "basket"), list(_rows()))
def test_order_makes_its_basket(menu: str, language: str, turns: str, basket: str) -> None:
    assert _ordered(read_menu(MENUS / f"{menu}.json"), turns, language) == _expected(basket)
