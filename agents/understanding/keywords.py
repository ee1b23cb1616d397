"""The words of a text that carry a subject, as stems that can be compared across its forms."""

from __future__ import annotations

import re
from functools import lru_cache

from agents.understanding.intents.glossing import gloss
from languages import said

STEM = 4
"""Words are compared by their first letters: "parking" finds "park", "cards" finds "card"."""
_WORD = re.compile(r"[^\W\d_]{3,}")


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    return frozenset(said("keywords", "empty", " "))


@lru_cache(maxsize=2048)
def keywords(text: str, locale: str = "en") -> frozenset[str]:
    """Stems of the words that say what a text is about, those of its English gloss among them."""
    read = f"{text} {gloss(text, locale.split('-')[0])}".lower()
    return frozenset(word[:STEM] for word in _telling(read))


def subject(text: str) -> str:
    """The words that say what a text is about, as written: "lasagna" of "do you have lasagna?"."""
    return " ".join(_telling(text))


def _telling(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in _empty() and len(word) >= STEM]
