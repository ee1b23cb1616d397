"""A message as clauses of keys: how the phrases of ``words/*.txt`` are looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agents.understanding.tokens import fold

READ = 1200  # characters in which language is listened to
END = "."
"""Stands after a clause's last word, so that a phrase can ask for it."""

_CONTRACTED = re.compile(r"(?<=\w)'(?=(?:s|t|re|ll|d|m|ve|em)\b)")
_URL = re.compile(r"\S*(?:https?://|www\.|@)\S+")
_TOKEN = re.compile(
    r"(?P<word>\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+)|(?P<mark>[?!;…\n¿¡？؟。！]+|[.,:]+(?=\s|$)|(?<=\s)-+(?=\s))"
    r"|(?P<sign>[^\w\s.,:'\"()/\-\ufe0f\U0001f3fb-\U0001f3ff\u200d])"
)
_ASKING = frozenset("?¿？؟")


@dataclass(frozen=True, slots=True)
class Clause:
    """``keys`` are folded words and signs; ``asks`` tells a question mark."""

    keys: tuple[str, ...]
    asks: bool


def keys(text: str) -> tuple[str, ...]:
    """Folded words and signs, marks left out; contractions are one word ("dont"), elisions two ("d accord")."""
    return tuple(match[0] for match in _TOKEN.finditer(plain(text)) if match["mark"] is None)


@lru_cache(maxsize=64)  # a message is listened to in several languages
def clauses(text: str) -> tuple[Clause, ...]:
    """The message divided at its marks; clauses without a word are left out."""
    found: list[Clause] = []
    words: list[str] = []
    for match in _TOKEN.finditer(plain(_URL.sub(" ", text[:READ]))):
        if match["mark"] is None:
            words.append(match[0])
        elif words:
            found.append(Clause(tuple(words), bool(_ASKING & set(match[0]))))
            words = []
    if words:
        found.append(Clause(tuple(words), asks=False))
    return tuple(found)


def plain(text: str) -> str:
    """Folded; contractions lose their apostrophe: "don't" is typed "dont" as often."""
    return _CONTRACTED.sub("", fold(text))
