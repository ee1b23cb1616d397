"""Words, numbers and marks of a text with their offsets: what the number and time grammars read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SHAPES = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Word:
    """One run of letters or digits, or one mark; ``key`` is folded, ``glued`` has no space before."""

    key: str
    start: int
    end: int
    glued: bool


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Lower case, accents removed, typographic quotes and dashes plain: what tables are keyed by."""
    lowered = text.translate(_QUOTES).lower()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered.replace("ß", "ss"))
    return "".join(char for char in decomposed if not unicodedata.combining(char)) or text


def fold_letters(text: str) -> str:
    """The text folded letter for letter: offsets hold, and a letter that folds into two stays."""
    if text.isascii():
        return text.lower()
    return "".join(fold(letter) if len(fold(letter)) == 1 else letter for letter in text)


def words(text: str) -> list[Word]:
    """The text as words and marks; offsets are into the text as given."""
    found: list[Word] = []
    last = -1
    for match in _SHAPES.finditer(text):
        start, end = match.span()
        found.append(Word(fold(match.group()), start, end, start == last))
        last = end
    return found


def keys(phrase: str) -> tuple[str, ...]:
    """A table's phrase as the keys its words will have in a text."""
    return tuple(word.key for word in words(phrase))
