"""Which language a customer is surely speaking: what a reply may be given in.

``language.detect`` makes the best of every message. Here a message counts only when it leaves little doubt: a dish, a
name or a "ciao" does not make an English guest Italian.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding import language
from agents.understanding.sentences import expand
from agents.understanding.talk.phrasebook import small_words
from agents.understanding.tokens import fold
from languages import codes, pieces, said

if TYPE_CHECKING:
    from collections.abc import Iterable

PART = "speaking"
LONGEST_WISH = 8
OUT_OF_QUESTION = 0.02
"""How likely the language before is at most where the message surely is in another, whichever of two that is."""


@cache
def greetings(code: str) -> frozenset[str]:
    """What people of the language begin with, folded."""
    return frozenset(fold(whole) for line in pieces(PART, "greetings", code, ",") for whole in expand(line))


@cache
def _called(code: str) -> frozenset[str]:
    """What the language is called, in any."""
    return frozenset(map(fold, pieces(PART, "called", code, ",")))


@cache
def _asks() -> re.Pattern[str]:
    before = "|".join(fold(word).replace("*", r"\w+") for word in said(PART, "asks", ","))
    names = "|".join(sorted(frozenset().union(*map(_called, codes()))))
    return re.compile(rf"\b(?:{before})\W+(?:\w+\W+)?(?P<name>{names})\b")


def named(text: str) -> str | None:
    """The language a message asks for: "English, please", "¿hablan español?", "auf Deutsch bitte"."""
    folded = fold(text)
    words = re.findall(r"[^\W\d_]+", folded)
    if not 0 < len(words) <= LONGEST_WISH:
        return None
    asked = {match["name"] for match in _asks().finditer(folded)}
    rest = [word for word in words if word not in said(PART, "courtesy", ",")]
    names = asked or ({rest[0]} if len(rest) == 1 else set())
    return next((code for code in codes() if names & _called(code)), None)


def surely(text: str, *, default: str, without: Iterable[str] = (), is_opening: bool = False) -> str | None:
    """The language of the message where it leaves little doubt, else None, for ``default`` then stays.

    ``without`` are words that say nothing of it, such as the names of dishes. The first message of a conversation is
    given the benefit of the doubt: nobody has been spoken with yet.
    """
    telling = [word for word in text.split() if fold(word).strip(".,;:!?¿¡\"'()") not in set(without)]
    clean = " ".join(telling)
    if is_opening and (greeted := _greeting(fold(text))):
        return greeted
    script, chances = language.chances(clean)
    if script:
        return script
    if not chances:
        return None
    code, chance = next(iter(chances.items()))
    if is_opening and code in codes() and chances.get(default, 0.0) < OUT_OF_QUESTION:
        return code  # "mesa p 3 sábado" is Spanish or Portuguese, and no English
    return code if chance >= _needed(code, clean, is_opening=is_opening) else None


def _greeting(folded: str) -> str | None:
    words = " ".join(re.sub(r"[^\w\s]", " ", folded).split())
    return next((code for code in codes() if words in greetings(code)), None)


def _needed(code: str, text: str, *, is_opening: bool) -> float:
    """How likely a language must be to count; over 1 says never."""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)]
    if code not in codes():
        return 0.9 if len(words) >= 3 else 1.1
    small = sum(word in small_words(code) for word in words)
    if is_opening:
        return 0.7 if small else 0.85
    if len(words) < 2:
        return 1.1
    return {0: 1.1, 1: 0.85}.get(small, 0.75)
