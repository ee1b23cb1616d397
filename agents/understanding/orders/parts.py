"""A message cut into what matters for a basket: dishes, options, amounts, and words that tell what goes where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from agents.understanding.numbers import find_numbers
from agents.understanding.orders.basket import Action, Option
from agents.understanding.phrases import alternatives
from agents.understanding.slots.modifiers import ACTIONS
from agents.understanding.slots.terms import lexicon

if TYPE_CHECKING:
    from agents.understanding.orders.basket import Menu
    from agents.understanding.slots.terms import Found

Kind = Literal["item", "option", "number", "another", "all"]

MOST = 200  # pieces of one dish; a greater number is a telephone's or a year
_SMALL: dict[Kind, re.Pattern[str]] = {
    "another": re.compile(
        r"\b(?:an?other(?: one)?|the other(?: ones?)?|(?:a|the) second(?: one)?|one more|one of them)\b"
    ),
    "all": re.compile(r"\b(?:both|all of (?:them|it)|each(?: one)?|for all|every one|ambos|tous|beide|entrambi)\b"),
}
_MORE = {"remove": "\n not|isn't|non|instead of|rather than"}
_ASKED: tuple[Action, ...] = ("remove", "extra", "light", "half")
_BEFORE = [
    (
        action,
        re.compile(rf"\b{alternatives(ACTIONS[action] + _MORE.get(action, ''))}[\s-]+(?:(?:of )?the |any |some )?$"),
    )
    for action in _ASKED
]
_AFTER_HALF = re.compile(r"^\s+on (?:the (?:other )?)?(?:one )?half\b")
_REACH = 30  # characters before an option in which its action is looked for


@dataclass(frozen=True, slots=True)
class Part:
    """One such word or group of words, and where it stands."""

    kind: Kind
    start: int
    end: int
    keys: tuple[str, ...] = ()
    number: int = 0
    option: Option | None = None


def parts_of(text: str, folded: str, menu: Menu, language: str) -> list[Part]:
    """Parts from left to right, not overlapping: the menu's names first, then the small words, then numbers."""
    known = lexicon(menu.vocabulary).find(text, language)
    found = [_named(hit, folded) for hit in known if hit.kind in {"item", "modifier"}]
    for kind, pattern in _SMALL.items():
        found += [Part(kind, *m.span()) for m in pattern.finditer(folded) if _is_free(m.start(), m.end(), found)]
    numbers = [n for n in find_numbers(text, language) if not n.ordinal and 0 < n.value < MOST]
    found += [Part("number", n.start, n.end, number=n.value) for n in numbers if _is_free(n.start, n.end, found)]
    return sorted(found, key=lambda part: part.start)


def _named(hit: Found, folded: str) -> Part:
    if hit.kind == "item":
        return Part("item", hit.start, hit.end, hit.keys)
    before = folded[max(0, hit.start - _REACH) : hit.start]
    action: Action = next((action for action, pattern in _BEFORE if pattern.search(before)), "add")
    if _AFTER_HALF.match(folded[hit.end :]):
        action = "half"
    return Part("option", hit.start, hit.end, hit.keys, option=Option(hit.keys[0], action))


def _is_free(start: int, end: int, taken: list[Part]) -> bool:
    return all(end <= part.start or start >= part.end for part in taken)
