"""Words that one of the languages served has and no other: a day's name tells a language that letters leave open."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.time.words import phrases_of, time_words
from agents.understanding.tokens import fold
from languages import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

TOLD_BY = ("weekday", "weekdays", "month", "day_word", "tonight", "part_word", "meal")
"""The entries of the tables of times that are words of everyday; the rest are fragments of expressions."""
SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+")


@cache
def telltales() -> dict[str, str]:
    """Word, without accents, to the one language that has it."""
    having: dict[str, set[str]] = {}
    for code in codes():
        for word in _words(code):
            having.setdefault(word, set()).add(code)
    return {word: next(iter(codes)) for word, codes in having.items() if len(codes) == 1}


def _words(code: str) -> Iterator[str]:
    for name in TOLD_BY:
        for text in phrases_of(time_words(code).get(name, ())):
            yield from (word for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST)


def telling(text: str) -> dict[str, int]:
    """Per language how many of its own words a text has."""
    counts: dict[str, int] = {}
    known = telltales()
    for word in _WORD.findall(fold(text)):
        if code := known.get(word):
            counts[code] = counts.get(code, 0) + 1
    return counts
