"""Words that one of the languages served has and no other: a day's name tells a language that letters leave open."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from agents.understanding.time.lexicon import TABLES
from agents.understanding.tokens import fold

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
    for code in TABLES:
        for word in _words(code):
            having.setdefault(word, set()).add(code)
    return {word: next(iter(codes)) for word, codes in having.items() if len(codes) == 1}


def _words(code: str) -> Iterator[str]:
    table = import_module(f"agents.understanding.time.tables.{TABLES[code]}").WORDS
    for name in TOLD_BY:
        entries = table.get(name, {})
        texts = entries.values() if isinstance(entries, dict) else [entries]
        for text in texts:
            yield from (word for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST)


def telling(text: str) -> dict[str, int]:
    """Per language how many of its own words a text has."""
    counts: dict[str, int] = {}
    known = telltales()
    for word in _WORD.findall(fold(text)):
        if code := known.get(word):
            counts[code] = counts.get(code, 0) + 1
    return counts
