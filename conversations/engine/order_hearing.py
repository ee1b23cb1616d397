"""What a message makes of the basket, and what of its reading is then left: words of the menu are no names, days or
cries for help, and what is no dish orders nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.desk import MENU
from agents.understanding.danger import danger
from agents.understanding.numbers import find_numbers
from agents.understanding.orders import Basket, Line, update_basket
from agents.understanding.orders.asking import is_of_menu, speaks_of_order
from agents.understanding.text import normalise
from businesses.ordering.baskets import MOST_PIECES
from conversations.engine.opening import opens

if TYPE_CHECKING:
    from agents.understanding.orders import Menu, Update
    from agents.understanding.types import Understanding
    from conversations.engine.turn import TurnContext

PARTICULARS = frozenset({"address", "name", "phone", "email"})
NAMES = frozenset({"name", "first_name", "last_name"})
MOMENTS = frozenset({"date", "time"})


def hear_order(
    understood: Understanding,
    text: str,
    requested: tuple[str, ...],
    context: TurnContext,
    basket: Basket,
    about: tuple[int, ...],
) -> tuple[Understanding, Update]:
    """``basket`` is what is ordered so far, ``about`` the dishes spoken of last, ``requested`` what was asked for."""
    menu, keys = MENU.of(context.desk), tuple(map(str, about))
    understood = without_dishes_as_moments(understood, menu)
    if "name" in requested:
        understood = without_orders_as_names(understood, menu)
    basket = spoken_of_last(basket, keys)
    moments = MOMENTS - set(requested)
    understood = without_counts_as_hours(understood, text, basket, menu)
    dishes = without_particulars(text, understood, moments)
    update = update_basket(basket, dishes, menu, language=understood.language, about=keys)
    if not basket.lines and not update.basket.lines:
        update = replace(update, basket=pointed_at(keys, understood) or update.basket)
    return without_danger_of_dishes(understood, dishes, update, context.locale), update


def without_dishes_as_moments(understood: Understanding, menu: Menu) -> Understanding:
    """A word of the menu is no day: "Montage" at a garage."""
    kept = [
        each for each in understood.slots if each.name != "date" or not is_of_menu(each.text, menu, understood.language)
    ]
    return replace(understood, slots=tuple(kept))


def without_counts_as_hours(understood: Understanding, text: str, basket: Basket, menu: Menu) -> Understanding:
    """A number alone that counts what is ordered, and changes it, is no hour: "as duas com frutos vermelhos"."""
    counted = [number.value for number in find_numbers(text, understood.language) if not number.ordinal]
    bare = [each for each in understood.slots if each.name == "time" and each.text.isalpha()]
    most = sum(line.quantity for line in basket.lines)
    if not bare or not any(1 < number <= most for number in counted):
        return understood
    without = replace(understood, slots=tuple(each for each in understood.slots if each not in bare))
    kept, changed = (
        update_basket(basket, without_particulars(text, each, MOMENTS), menu, language=understood.language)
        for each in (understood, without)
    )
    return without if changed.names and changed.basket != kept.basket else understood


def without_orders_as_names(understood: Understanding, menu: Menu) -> Understanding:
    """Asked for a name, "just the pasta" is none, nor are small letters beside an hour: "ok i'll come at noon"."""
    called = [each.text for each in understood.slots if each.name == "name"]
    has_moment = any(each.name in MOMENTS for each in understood.slots)
    is_said = any(speaks_of_order(each, menu, understood.language) for each in called)
    if not (is_said or (has_moment and called and all(each.islower() for each in called))):
        return understood
    return replace(understood, slots=tuple(each for each in understood.slots if each.name not in NAMES))


def without_danger_of_dishes(understood: Understanding, text: str, update: Update, locale: str) -> Understanding:
    """What is ordered endangers nobody: of "2 wasser mit kohlensäure" only what is no dish can be a cry for help."""
    if understood.danger is None or not update.names:
        return understood
    for start, end in update.names:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return replace(understood, danger=danger(normalise(text).text, (understood.language, locale[:2])))


def without_particulars(text: str, understood: Understanding, moments: frozenset[str]) -> str:
    """The text without who somebody is, where they live and when it is wanted: a street called "del Grande" makes no
    pizza large, and "at 11" no eleven. What may be the answer to "when?" ("two") is left.
    """
    for slot in understood.slots:
        if slot.name in PARTICULARS | moments:
            text = f"{text[: slot.start]}{' ' * (slot.end - slot.start)}{text[slot.end :]}"
    return text


def spoken_of_last(basket: Basket, about: tuple[str, ...]) -> Basket:
    """With the line a question was about as the last, which "swap it for" then means."""
    return replace(basket, lines=tuple(sorted(basket.lines, key=lambda line: line.item in about)))


def pointed_at(about: tuple[str, ...], understood: Understanding) -> Basket | None:
    """ "I'll take two of those" orders the dishes that were spoken of."""
    orders = any(opens(intent.name) == "order" for intent in understood.intents)
    if not (about and orders and "pronoun" in understood.cues):
        return None
    counted = [number.value for number in find_numbers(understood.text, understood.language) if not number.ordinal]
    quantity = counted[0] if counted and 0 < counted[0] <= MOST_PIECES else 1
    return Basket(tuple(Line(item, quantity) for item in about))
