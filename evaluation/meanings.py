"""Names found by what they mean: menus of rows of the glossary in one language, asked for in another, for what is on
the menu and for what is not. Some of what is not is nearly on it ("onion" beside "spring onion").
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from agents.understanding.orders import Item, Menu
from agents.understanding.orders.glossary import PART as DISHES
from agents.understanding.orders.meanings import Meanings
from agents.understanding.orders.parts import Part
from evaluation.figure import Figure
from languages import codes, part, rows

if TYPE_CHECKING:
    from pathlib import Path

MENUS, ITEMS, ASKED = 60, 25, 20


def evaluate(_data: Path) -> list[Figure]:
    """The glossary is the data: nothing of the folder is needed."""
    chance, things = random.Random(1), glossary_rows()
    answers = [answer for _ in range(MENUS) for answer in _asked(things, chance)]
    on_it = [found == wanted for wanted, found in answers if wanted]
    other = [found not in {wanted, ""} for wanted, found in answers if wanted]
    strange = [found != "" for wanted, found in answers if not wanted]
    how = f"{MENUS} menus of {ITEMS} rows of the glossary, asked for in another language"
    return [
        Figure("names found by meaning", _share(on_it), None, how),
        Figure("names taken for another", _share(other), 0.02, "of those", at_most=True),
        Figure("names found that are not on the menu", _share(strange), 0.05, "of as many others", at_most=True),
    ]


def glossary_rows() -> list[list[str]]:
    """The first way to say each thing, in every language; of things that share one only the first."""
    found, taken = [], set[str]()
    for section in part(DISHES, "en"):
        by_code = [dict(rows(DISHES, section, code)) for code in codes()]
        for thing in by_code[0]:
            row = [ways[thing].split(",")[0].strip() for ways in by_code if thing in ways]
            if len(row) == len(by_code) and taken.isdisjoint(row):
                found.append(row)
                taken.update(row)
    return found


def _asked(things: list[list[str]], chance: random.Random) -> list[tuple[str, str]]:
    """What was wanted (empty where the menu has it not) and what was found (empty for nothing), by key."""
    own, other = chance.sample(range(len(things[0])), 2)
    places = chance.sample(range(len(things)), ITEMS + ASKED)
    menu = Menu(tuple(Item(str(place), things[place][own]) for place in places[:ITEMS]))
    meanings, wanted = Meanings(menu), {*places[:ASKED]}
    asked = [*places[:ASKED], *places[ITEMS:]]
    return [(str(place) if place in wanted else "", _found(meanings, things[place][other])) for place in asked]


def _found(meanings: Meanings, text: str) -> str:
    found = meanings.named(text, [Part(0, len(text), frozenset(), text)], [])
    return found[0].items[0] if found else ""


def _share(hits: list[bool]) -> float:
    return round(sum(hits) / len(hits), 4) if hits else 0.0
