"""The words of a text that carry a subject, as stems that can be compared across its forms."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from agents.understanding.intents.builtin_sentences import lines
from agents.understanding.intents.glossing import gloss
from agents.understanding.talk.phrasebook import small_words
from agents.understanding.tokens import fold
from languages import known, rows, said

SEVERAL = 3
"""Written lines of an intent that have a word which tells no subject: fewer are names of things ("crown", "disc")."""
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


def subject(text: str, intent: str, locale: str) -> str:
    """The words that say what a text is about, as written: "lasagna" of "do you have lasagna?". Without those of which
    questions of its intent are made, whatever they ask of: "viene" of "quanto viene?".
    """
    asking, small = _asking(intent, known(locale)), small_words(locale)
    return " ".join(word for word in _telling(text) if fold(word)[:STEM] not in asking and fold(word) not in small)


@lru_cache(maxsize=256)
def _asking(intent: str, language: str) -> frozenset[str]:
    """Stems that several written lines of an intent have, those of what is usually sold left out."""
    found = Counter(
        stem for line in lines(language).get(intent, ()) for stem in {fold(word)[:STEM] for word in _WORD.findall(line)}
    )
    sold = {
        fold(word)[:STEM] for _name, called in rows("services", "usual", language) for word in _WORD.findall(called)
    }
    return frozenset(stem for stem, count in found.items() if count >= SEVERAL) - sold


def _telling(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.lower() not in _empty() and len(word) >= STEM]
