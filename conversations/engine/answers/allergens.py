"""Allergens as recorded, never more: unknown stays unknown and nothing is called safe."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from agents.understanding.tokens import fold
from businesses.models import Allergen
from conversations.engine.answers.offerings import diet_asked, named_item
from conversations.wording import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.desk import ItemFacts
    from conversations.engine.state import Reading
    from conversations.engine.turn import TurnContext

PATH = Path(__file__).with_suffix(".txt")
FREE_OF = re.compile(
    r"[\w)]-?\s?free\b|\bwithout\b|\bfree (?:of|from)\b|\b(?:no|not|don't|doesn't)\b|\bcan (?:i|we) (?:eat|have)\b",
    re.IGNORECASE,
)
ALLERGY = re.compile(r"all?erg|intoleran|anap?[hf][iy]la|unvertragl")


@cache
def patterns() -> dict[Allergen, re.Pattern[str]]:
    """Per allergen what names it in the languages spoken here, for text without accents."""
    lines = [line for line in PATH.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    said = {name.strip(): words.replace("|", " ").split() for name, words in (line.split("|", 1) for line in lines)}
    return {Allergen(name): re.compile(rf"\b(?:{'|'.join(map(_pattern, words))})\b") for name, words in said.items()}


def _pattern(word: str) -> str:
    return word.replace("_", " ").replace("*", r"\w*")


def allergens(reading: Reading, context: TurnContext) -> str:
    """What is recorded for the dish asked about, or which dishes are recorded with the allergen."""
    if not names_allergy(reading["text"]) and (diet := diet_asked(reading, context)):
        return diet
    if item := named_item(reading, context):
        names = [str(Allergen(each).label) for each in item.allergens or ()]
        return f"{facts.item_allergens(item, names)} {facts.cross_contact()}"
    items = context.desk.items
    if not items:
        return ""
    unknown = sum(each.allergens is None for each in items)
    tell = without if FREE_OF.search(reading["text"]) else having
    told = [tell(asked, items, unknown) for asked in mentioned(reading["text"])]
    return " ".join([*told, facts.cross_contact()])


def having(asked: Allergen, items: Sequence[ItemFacts], unknown: int) -> str:
    return facts.items_with(str(asked.label), [each for each in items if asked in (each.allergens or ())], unknown)


def without(asked: Allergen, items: Sequence[ItemFacts], unknown: int) -> str:
    found = [each for each in items if each.allergens is not None and asked not in each.allergens]
    return facts.items_without(str(asked.label), found, unknown)


def states_allergy(text: str) -> bool:
    """Whether somebody is allergic, and does not only ask what is in a dish."""
    return bool(ALLERGY.search(fold(text)))


def names_allergy(text: str) -> bool:
    """Whether the text speaks of an allergen or an allergy, and not of a diet."""
    return bool(ALLERGY.search(fold(text))) or bool(mentioned(text))


def mentioned(text: str) -> list[Allergen]:
    return [allergen for allergen, pattern in patterns().items() if pattern.search(fold(text))]
