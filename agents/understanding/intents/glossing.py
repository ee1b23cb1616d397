"""A rough English reading of another language: the encoder knows English, and a front desk's words are few."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from agents.understanding.intents.masking import MASKS
from agents.understanding.tokens import fold
from languages import codes, part, rows

PART = "gloss"
EMPTY = frozenset({"my", "for", "and", "or", "is it", "i am", *MASKS})
"""What alone says nothing of a wish: "my" is no reading of "mein Name ist"."""
SHORTEST = 4
"""A stem of fewer letters must be the whole word."""


@cache
def _table(language: str) -> dict[str, str]:
    """Stem, folded, to English; a stem that must be the whole word ends in a space. Longer stems first.

    English needs none, and for a language that is not served there is none.
    """
    if language not in codes():
        return {}
    found: dict[str, str] = {}
    for english, stems in (row for section in part(PART, language) for row in rows(PART, section, language)):
        for stem in stems.split():
            plain = fold(stem.rstrip("_").replace("_", " "))
            is_whole = len(plain) < SHORTEST or stem.endswith("_")
            found.setdefault(f"{plain} " if is_whole else plain, english)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    stems = [
        rf"{re.escape(stem[:-1])}(?!\w)" if stem.endswith(" ") else rf"{re.escape(stem)}\w*"
        for stem in _table(language)
    ]
    masks = "|".join(map(re.escape, MASKS))
    return re.compile(rf"(?<!\w)(?:(?:{masks})(?!\w)|{'|'.join(stems)})|\d+[:.]?\d*")


def gloss(text: str, language: str) -> str:
    """The English of the words that are known, in their order; empty when none says anything. Masks stay."""
    if not _table(language):
        return ""
    found: list[str] = []
    for match in _pattern(language).finditer(fold(text)):
        english = _english(match[0], language)
        if not found or found[-1] != english:
            found.append(english)
    return " ".join(found) if any(not word[0].isdigit() and word not in EMPTY for word in found) else ""


@lru_cache(maxsize=8192)
def _english(word: str, language: str) -> str:
    """A mask, or a number, is the same in every language."""
    if word in MASKS or word[0].isdigit():
        return word
    return next(english for stem, english in _table(language).items() if f"{word} ".startswith(stem))
