"""A message cut into what matters for a basket: dishes, options, amounts, and words that tell what to do with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from agents.understanding.numbers import find_numbers
from agents.understanding.orders.basket import Action, Option
from agents.understanding.slots.terms import lexicon
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from agents.understanding.orders.basket import Menu
    from agents.understanding.slots.terms import Found

Kind = Literal["item", "option", "number", "another", "both", "with"]

_ANOTHER = re.compile(
    r"\b(?:an?other(?: one)?|the other(?: ones?)?|(?:a|the) second(?: one)?|one more|one of (?:them|those|these|the \w+))\b"
)
_BOTH = re.compile(r"\b(?:both|all of (?:them|it)|each(?: one)?|all (?:three|four|five)|for all|every one|ambos|tous|beide|entrambi)\b")
_WITH = re.compile(r"\b(?:with|w/|plus|add|con|avec|mit|com)\b")
_ACTIONS: dict[str, Action] = {
    r"(?:not|isn't|non|no|without(?: any)?|hold the|hold|skip the|leave (?:out|off) the|minus|don't (?:add|put|want)(?: any)?|take (?:off|out) the"
    r"|remove the|remove|sin|sans|ohne|senza|sem)": "remove",
    r"(?:extra|double|lots of|additional|more)": "extra",
    r"(?:light|less|easy on(?: the)?|not too much|a little|just a little)": "light",
    r"(?:half(?: of it)?(?: with)?|on half|one half|the other half)": "half",
}
_BEFORE = [(re.compile(rf"\b{words}(?:\s+|-)(?:the |of |of the |any |some )?$"), action) for words, action in _ACTIONS.items()]
_AFTER_HALF = re.compile(r"^\s+on (?:the (?:other )?)?(?:one )?half\b")


@dataclass(frozen=True, slots=True)
class Part:
    """One such word or group of words, and where it stands."""

    kind: Kind
    start: int
    end: int
    keys: tuple[str, ...] = ()
    number: int = 0
    option: Option | None = None


def parts_of(text: str, menu: Menu, language: str) -> list[Part]:
    """Parts from left to right, not overlapping: the menu's names first, then numbers, then the small words."""
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    known = lexicon(menu.vocabulary).find(text, language)
    found = [_named(hit, folded) for hit in known if hit.kind in {"item", "modifier"}]
    numbers = [n for n in find_numbers(text, language) if not n.ordinal and 0 < n.value < 200]
    small = [(_ANOTHER, "another"), (_BOTH, "both"), (_WITH, "with")]
    for pattern, kind in small:
        found += [Part(cast("Kind", kind), *m.span()) for m in pattern.finditer(folded) if _is_free(m.span(), found)]
    found += [
        Part("number", n.start, n.end, number=n.value) for n in numbers if _is_free((n.start, n.end), found)
    ]
    return sorted(found, key=lambda part: part.start)


def _named(hit: Found, folded: str) -> Part:
    if hit.kind == "item":
        return Part("item", hit.start, hit.end, hit.keys)
    action: Action = "add"
    for pattern, meaning in _BEFORE:
        if pattern.search(folded[max(0, hit.start - 30) : hit.start]):
            action = meaning
            break
    if _AFTER_HALF.match(folded[hit.end :]):
        action = "half"
    return Part("option", hit.start, hit.end, hit.keys, option=Option(hit.keys[0], action))


def _is_free(span: tuple[int, int], taken: list[Part]) -> bool:
    return all(span[1] <= part.start or span[0] >= part.end for part in taken)
