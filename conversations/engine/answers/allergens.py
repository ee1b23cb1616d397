"""Allergens as recorded, never more: unknown stays unknown and nothing is called safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.desk import MENU
from agents.understanding.allergens import allergens_in, asks_without, speaks_of_allergy
from agents.understanding.orders.asking import made_as_asked
from businesses.models import Allergen
from conversations.engine.answers.offerings import diet, menu
from conversations.engine.baskets import basket_of
from conversations.engine.commands import Agree
from conversations.engine.questions import items_meant
from conversations.wording import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from businesses.desk import ItemFacts
    from conversations.engine.commands import Ask
    from conversations.engine.scene import Scene


def allergens(question: Ask, scene: Scene) -> str:
    """What is recorded for each dish asked about, held against what the customer cannot eat; or which dishes are
    recorded with the allergen.
    """
    named = allergens_in(question.words, scene.context.locale)
    if not speaks_of_allergy(question.words, scene.context.locale) and (told := diet(question, scene)):
        return told
    asked = tuple(dict.fromkeys((*named, *scene.memory.allergies)))
    if items := items_meant(question, scene) or agreed_to(scene) or pointed_at(question, scene):
        told = " ".join(of_item(item, asked) for item in items)
        return f"{told} {facts.cross_contact()}"
    if not scene.desk.items:
        return ""
    unknown = sum(each.allergens is None for each in scene.desk.items)
    tell = without if asks_without(question.words) or not named else having
    return " ".join([*(tell(Allergen(each), scene.desk.items, unknown) for each in asked), facts.cross_contact()])


def holding(question: Ask, scene: Scene) -> list[ItemFacts]:
    """Of the dishes a yes hangs on those with what it hangs on: "swap it" then means them."""
    named = set(allergens_in(question.words, scene.context.locale))
    return [item for item in agreed_to(scene) if named & set(item.allergens or ())]


def pointed_at(question: Ask, scene: Scene) -> list[ItemFacts]:
    """The dishes of the basket that are made as the question says: "does the strawberry one have milk in it?"."""
    lines = basket_of(scene.memory).lines
    if "pronoun" not in question.cues or not lines:
        return []
    said = made_as_asked(question.words, MENU.of(scene.desk), scene.context.locale, lines)
    made = {(item, option) for item, options in said for option in options}
    meant = [line for line in lines if any((line.item, choice.option) in made for choice in line.choices)]
    keys = dict.fromkeys(int(line.item) for line in meant or lines)
    return [item for key in keys if (item := scene.desk.item(key))]


def agreed_to(scene: Scene) -> list[ItemFacts]:
    """The dishes of the basket where a yes hangs on the answer: "yes, but only if there are no nuts in it"."""
    if not any(isinstance(command, Agree) and command.is_conditional for command in scene.commands):
        return []
    return [item for line in basket_of(scene.memory).lines if (item := scene.desk.item(int(line.item)))]


def of_item(item: ItemFacts, asked: Sequence[str]) -> str:
    recorded = item.allergens or ()
    names = [str(Allergen(each).label) for each in recorded]
    told = facts.item_allergens(item, names)
    if item.allergens is None or not asked:
        return told
    avoided = [str(Allergen(each).label) for each in asked if each in recorded]
    missing = [str(Allergen(each).label) for each in asked if each not in recorded]
    warned = facts.item_has(item, avoided) if avoided else facts.item_lacks(item, missing)
    return f"{warned} {told}"


def having(asked: Allergen, items: Sequence[ItemFacts], unknown: int) -> str:
    return facts.items_with(str(asked.label), [each for each in items if asked in (each.allergens or ())], unknown)


def without(asked: Allergen, items: Sequence[ItemFacts], unknown: int) -> str:
    found = [each for each in items if each.allergens is not None and asked not in each.allergens]
    return facts.items_without(str(asked.label), found, unknown)


def suits(question: Ask, scene: Scene) -> str:
    """A diet, or what is without an allergen; else the menu."""
    named = allergens_in(question.words, scene.context.locale)
    return diet(question, scene) or (allergens if named else menu)(question, scene)


ANSWERS = {"allergens": allergens, "diet": suits}
ROWS = dict.fromkeys(ANSWERS, ("businesses.MenuItem",))
