"""A rough English reading of another language: the encoder knows English, and a front desk's words are few."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PATH = Path(__file__).resolve().parent / "gloss.txt"
LANGUAGES = ("es", "fr", "de", "it", "pt")
EMPTY = frozenset({"my"})
"""What alone says nothing of a wish: "my" is no reading of "mein Name ist"."""
SHORTEST = 4
"""A stem of fewer letters must be the whole word."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


@cache
def _table(language: str) -> tuple[tuple[str, str], ...]:
    """``(stem, English)``, longer stems first."""
    column = LANGUAGES.index(language) + 1
    found = []
    for raw in PATH.read_text(encoding="utf-8").splitlines():
        if raw and not raw.startswith("#"):
            cells = [cell.strip() for cell in raw.split("|")]
            found += [(stem.replace("_", " "), cells[0]) for stem in cells[column].split()]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    stems = "|".join(
        rf"{re.escape(stem)}\w*" if len(stem) >= SHORTEST and " " not in stem else rf"{re.escape(stem)}\b"
        for stem, _ in _table(language)
    )
    return re.compile(rf"\b(?:{stems})|\d+[:.]?\d*")


def gloss(text: str, language: str) -> str:
    """The English of the words that are known, in their order; empty when none says anything."""
    if language not in LANGUAGES:
        return ""
    found: list[str] = []
    for match in _pattern(language).finditer(text.lower()):
        english = _english(match[0], language)
        if not found or found[-1] != english:
            found.append(english)
    return " ".join(found) if any(not word[0].isdigit() and word not in EMPTY for word in found) else ""


def _english(word: str, language: str) -> str:
    return next((english for stem, english in _table(language) if word.startswith(stem)), word)
