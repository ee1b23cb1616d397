"""Mark 5: Taskmaster-4 coffee orders, the final basket exactly right.

The menu is what the API calls of the dialogues name: drinks, milks, shots, sweeteners; a drink that a dialogue's search
does not find is not on the menu there. Gold is what the calls of a
dialogue left in the order: items, quantities and options. Free-text notes ("not too hot") are not compared.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from agents.understanding.orders import Basket, Group, Item, Menu, Option, update_basket
from agents.understanding.slots.spelling import edits
from evaluation.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MARK = 0.90
SOURCE = "taskmaster_coffee"
_ALIASES = {
    "non fat milk": ("nonfat milk", "fat free milk", "skim milk", "skimmed milk", "non fat", "nonfat", "skim"),
    "2% lactose free milk": (
        "lactose free milk",
        "lactose free",
        "2% lactose free",
        "2% no lactose milk",
        "no lactose milk",
    ),
    "2% milk": ("2 percent milk", "two percent milk", "2 percent", "2%", "low fat milk", "reduced fat milk"),
    "oat milk": ("oat", "oatmilk"),
    "almond milk": ("almond",),
    "whole milk": ("regular milk",),
    "decaf": ("decaffeinated", "no caffeine", "caffeine free", "without caffeine", "non caffeinated"),
    "iced": ("over ice", "on ice", "with ice", "cold", "ice"),
    "single": ("one shot", "single shot", "1 shot", "single shot of espresso", "one shot of espresso"),
    "double": ("two shots", "double shot", "2 shots", "double shot of espresso", "two shots of espresso"),
    "triple": ("three shots", "triple shot", "3 shots", "triple shot of espresso", "three shots of espresso"),
    "quadruple": ("four shots", "quadruple shot", "quad", "quad shot", "4 shots", "four shots of espresso"),
    "caramel sauce": ("caramel", "caramel syrup", "caramel drizzle", "caramel sweetener"),
    "chocolate sauce": ("chocolate", "chocolate syrup", "chocolate drizzle"),
    "hazelnut sweetener": ("hazelnut", "hazelnut syrup", "hazelnut flavor"),
    "vanilla sweetener": ("vanilla", "vanilla syrup", "vanilla flavor"),
    "sweetener": (),
    "sugar free vanilla sweetener": ("sugar free vanilla", "sf vanilla", "sugar free vanilla syrup"),
}
_GROUPS = {
    "milk": ("whole milk", "2% milk", "non fat milk", "oat milk", "2% lactose free milk", "almond milk"),
    "shots": ("single", "double", "triple", "quadruple"),
    "caffeine": ("decaf",),
    "temperature": ("iced",),
}  # fmt: skip
_OPTIONS = tuple(_ALIASES)

Gold = Counter[tuple[str, frozenset[str]]]


@dataclass(slots=True)
class Dialogue:
    """What the customer said, in turn, and what was ordered in the end; ``missing``: drinks its shop does not have."""

    turns: list[str]
    gold: Gold = field(default_factory=Counter)
    missing: set[str] = field(default_factory=set)
    is_order: bool = False
    is_readable: bool = True


def evaluate(data: Path) -> list[Figure]:
    """The share of dialogues with an order whose basket is exact; the detail tells of those without one."""
    splits = {path: list(read_dialogues(path)) for path in sorted((data / SOURCE).glob("*.jsonl.gz"))}
    menu = coffee_menu(one for dialogues in splits.values() for one in dialogues)
    return [_figure(path.name.partition(".")[0], dialogues, menu) for path, dialogues in splits.items()]


def _figure(split: str, dialogues: list[Dialogue], menu: Menu) -> Figure:
    ordered = [is_exact(one, menu) for one in dialogues if one.is_order]
    empty = [is_exact(one, menu) for one in dialogues if not one.is_order]
    detail = (
        f"{split}: {len(ordered)} dialogues with an order; rightly empty in {_share(empty):.3f} of {len(empty)} others"
    )
    return Figure("coffee orders exact", round(_share(ordered), 4), MARK, detail)


def _share(hits: list[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0


def is_exact(dialogue: Dialogue, menu: Menu) -> bool:
    return counted(basket_of(dialogue, menu)) == dialogue.gold


def basket_of(dialogue: Dialogue, menu: Menu) -> Basket:
    offered = tuple(item for item in menu.items if item.key not in dialogue.missing)
    menu = menu if len(offered) == len(menu.items) else replace(menu, items=offered)
    basket = Basket()
    for turn in dialogue.turns:
        basket = update_basket(basket, turn, menu).basket
    return basket


def counted(basket: Basket) -> Gold:
    counts: Gold = Counter()
    for line in basket.lines:
        options = frozenset(choice.option for choice in line.choices if not choice.negated)
        counts[line.item, options] += line.quantity
    return counts


def coffee_menu(dialogues: Iterable[Dialogue]) -> Menu:
    """Drinks that were ordered, and the options of the API's own lists."""
    drinks = Counter(item for one in dialogues for item, _ in one.gold)
    options = {name: Option(name, name, aliases) for name, aliases in _ALIASES.items()}
    single = [Group(key, key, tuple(options.pop(name) for name in names), most=1) for key, names in _GROUPS.items()]
    groups = (*single, Group("other", "other", tuple(options.values())))
    keys = tuple(group.key for group in groups)
    return Menu(tuple(Item(name, name, (), keys) for name, times in drinks.items() if times >= 3), groups)


def read_dialogues(path: Path) -> Iterator[Dialogue]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            turns = [turn["text"] for turn in row["utterances"] if turn["speaker"] == "user"]
            dialogue = _replayed(Dialogue(turns), row["utterances"])
            if dialogue.is_readable:
                yield dialogue


def _replayed(dialogue: Dialogue, utterances: list[dict[str, Any]]) -> Dialogue:
    """The order as its calls built it: items added, items updated."""
    order: dict[str, tuple[str, int, set[str]]] = {}
    for call, request, response in _calls(utterances):
        if call == "get_menu_items" and isinstance(response.get("menu_items"), list):
            sought = _drink(str(request.get("query", "")))
            found = {_drink(str(item.get("name", ""))) for item in response["menu_items"]}
            dialogue.missing |= {sought} - found
        if call == "add_order_item" and "menu_item_id" not in request:
            dialogue.is_readable = False
        elif call == "add_order_item":
            name = _drink(request["menu_item_id"])
            order[response.get("order_item_id", str(len(order)))] = (
                name,
                int(request.get("quantity", 1)),
                _options(request),
            )
        if call == "update_order_item" and request.get("order_item_id") in order:
            _update(order[request["order_item_id"]][2], _options(request))
    for name, quantity, options in order.values():
        dialogue.gold[name, frozenset(options)] += quantity
    dialogue.is_order = bool(order)
    dialogue.missing -= {name for name, _, _ in order.values()}
    return dialogue


def _update(options: set[str], new: set[str]) -> None:
    for names in _GROUPS.values():
        if new & set(names):
            options.difference_update(names)
    options |= new


def _calls(utterances: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(name, request, response) of every call whose JSON can be read."""
    for turn in utterances:
        name, request = "", ""
        for note in turn["annotations"]:
            match note["name"]:
                case "api_call":
                    name, request = note["value"], ""
                case "request":
                    request = note["value"]
                case "response":
                    yield name, _json(request), _json(note["value"])


def _json(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except json.JSONDecodeError:
        read = {}
    return read if isinstance(read, dict) else {}


def _options(request: dict[str, Any]) -> set[str]:
    said = [one.get("option", "") for one in request.get("attributes", [])]
    said += [
        re.sub(r"[-_ ]*\d*$", "", one.get("addon_id", ""))
        for one in request.get("addons", [])
        if one.get("option") == "ADD"
    ]
    return {_nearest(_words(option), _OPTIONS) for option in said if option}


def _drink(key: str) -> str:
    return _nearest(_words(re.sub(r"\d{3,}.*$|=.*$|\(.*$", "", key)), _DRINKS)


_DRINKS = (
    "latte", "mocha", "cortado", "cappuccino", "macchiato", "chai latte", "americano", "matcha latte", "espresso",
    "steamer", "cold brew", "english breakfast", "jin xuan", "wild strawberry", "peppermint rose", "hot chocolate",
    "cloud and mist", "lavender earl grey", "ginger green cold steep tea", "tangerine rooibos",
)  # fmt: skip


def _words(text: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", text).lower().split())


@lru_cache(maxsize=4096)
def _nearest(said: str, known: tuple[str, ...]) -> str:
    """The API values are typed by hand: a near miss is the value meant."""
    plain = said.replace(" ", "")

    def distance(name: str) -> int:
        return min(edits(plain, way.replace(" ", "")) for way in (name, *_ALIASES.get(name, ())))

    best = min(known, key=distance)
    return best if distance(best) <= max(1, len(plain) // 4) else said
