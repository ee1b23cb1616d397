"""How many of a dish and how: "two", "no onions", "extra cheese", "half mushroom"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives, wordset
from agents.understanding.slots.spelling import stem
from agents.understanding.slots.terms import lexicon
from agents.understanding.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

ACTIONS = {
    "remove": """
        no|without(?: any)?|hold the|hold|skip the|leave (?:out|off) the|minus|don't (?:add|put|want)(?: any)?
        take (?:off|out) the|remove the|nothing with|sin|sans|ohne|senza|sem
    """,
    "extra": "extra|more|double|lots of|additional|con mas|en plus|doppelt",
    "light": "light|less|just a little|a (?:little|bit of|touch of)|easy on(?: the)?|not too much|poco|peu de|wenig",
    "half": "on half|one half|the other half|half(?: of it)?(?: with)?|media|moitie|halb|meta|meio",
}
"""What can be done with an ingredient, and how it is said."""
_CUES = re.compile(
    "|".join(rf"(?P<{action}>\b{alternatives(words)})" for action, words in ACTIONS.items()).join(("(?:", ")"))
    + r"\s+(?P<thing>[^\W\d_]+(?: (?!(?:half|no|extra|without|light|and|with)\b)[^\W\d_]+)?)"
)
_NOT_FOOD = wordset("""
    thanks thank problem worries need rush one thing idea longer more not way doubt hay gracias problema merci
    danke grazie obrigado it that this they we i you he she can hurry im cambio preference particular
    reservation booking table time an a hour the past dozen day price off of to than for from at on in and or
    but is my me people person so please just
""")
_TIMES = re.compile(r"^\s*(?:x|×)\s*(?P<after>\d{1,3})\b")
_JOINT = re.compile(
    alternatives("""
        x|×|of|of the|more|other|small|medium|large|regular|big|double|single|iced|hot
        (?:orders?|portions?|cups?|glass(?:es)?|bottles?|slices?|pieces?) of
    """).join((r"^\s*", r"?\s*$"))
)


def find(reading: Reading, said: Sequence[Slot]) -> list[Slot]:
    """``said`` are the menu's terms in the message; a modifier with nothing before it is added."""
    items = [slot for slot in said if slot.name == "item"]
    changes = _changes(reading, items)
    plain = [slot for slot in said if slot.name == "modifier" and not _is_covered(slot, changes)]
    return [*_quantities(reading, items), *changes, *(_added(slot) for slot in plain)]


def _is_covered(slot: Slot, by: Sequence[Slot]) -> bool:
    return any(other.start <= slot.start and slot.end <= other.end for other in by)


def _added(slot: Slot) -> Slot:
    return replace(slot, value={"action": "add", "name": fold(slot.text), "key": slot.value})


def _quantities(reading: Reading, items: Sequence[Slot]) -> list[Slot]:
    """The number just before a dish ("two large lattes"), or after it ("latte x2")."""
    found = []
    for item in items:
        after = _TIMES.match(reading.folded[item.end :])
        if after:
            span = item.end + after.start("after"), item.end + after.end("after")
            found.append(reading.slot("quantity", *span, int(after["after"])))
            continue
        before = [n for n in reading.numbers if n.end <= item.start and not n.ordinal and n.value < 1000]
        if before and _JOINT.match(reading.folded[before[-1].end : item.start]):
            found.append(reading.slot("quantity", before[-1].start, before[-1].end, before[-1].value))
    return found


def _changes(reading: Reading, items: Sequence[Slot]) -> list[Slot]:
    """``value`` is ``{"action", "name", "key"}``; the key is null for what the menu does not list."""
    found = []
    known = lexicon(reading.context.vocabulary)
    for match in reading.matches(_CUES):
        action = next(name for name in ACTIONS if match[name])
        start, end = match.span("thing")
        hits = [hit for hit in known.find(reading.text[start:end]) if hit.kind in {"modifier", "item"}]
        if hits:
            end = start + hits[0].end
        elif _is_food(match, action, items):
            end = start + len(match["thing"].split()[0])
        else:
            continue
        name, key = stem(fold(reading.text[start:end])), hits[0].keys[0] if hits else None
        found.append(reading.slot("modifier", match.start(), end, {"action": action, "name": name, "key": key}))
    return found


def _is_food(match: re.Match[str], action: str, items: Sequence[Slot]) -> bool:
    """A word the menu does not know counts beside a dish, or after words that say nothing else."""
    if match["thing"].split()[0] in _NOT_FOOD:
        return False
    return bool(items) or (action == "remove" and match["remove"] not in {"no", "minus"})
