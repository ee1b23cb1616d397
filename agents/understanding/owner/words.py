"""The phrases of a part of a language, such as "owner", and where they stand in a text."""

from __future__ import annotations

import re
from functools import cache

from agents.understanding.talk.phrasebook import sections
from agents.understanding.tokens import fold, fold_letters
from languages import known, part

PART = "owner"
GAP = r"(?:[^\s.;!?]+\s+){0,4}?"
"""Up to four words, of the same sentence."""


@cache
def pattern(section: str, language: str, of: str = PART) -> re.Pattern[str]:
    """One of the section's phrases, the longest first; over folded text."""
    lines = part(of, known(language))[section]
    phrases = sorted({piece.strip() for line in lines for piece in line.split("|")}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_phrase, phrases))})(?!\w)")


def _phrase(text: str) -> str:
    before, gap, after = text.partition("…")
    return _words(before) + (rf"\s+{GAP}{_words(after)}" if gap else "")


def _words(text: str) -> str:
    """As fully folded, and letter for letter: "schliessen" and "schließen"; an apostrophe may be missing."""
    ways = dict.fromkeys((fold(text), fold_letters(text)))
    written = (r"\s+".join(map(re.escape, way.split())).replace("'", "'?") for way in ways)
    return f"(?:{'|'.join(written)})"


def joints(text: str, language: str) -> list[int]:
    """Where what an "and" joins begins; an "and" beside a figure joins hours."""
    words = "|".join(_words(" ".join(phrase)) for phrase in sections(known(language))["and"])
    return [match.start() for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)(?!\s*\d)", fold_letters(text))]


class Phrases:
    """A text, folded letter for letter, in which phrases are looked for, of the language it was read as first."""

    part = PART

    def __init__(self, text: str, *languages: str) -> None:
        self.text, self.folded = text, fold_letters(text)
        self.languages = tuple(dict.fromkeys(map(known, languages)))

    @property
    def language(self) -> str:
        return self.languages[0]

    def spans(self, *sections: str) -> list[tuple[int, int]]:
        patterns = [pattern(name, language, self.part) for name in sections for language in self.languages]
        return sorted({match.span() for each in patterns for match in each.finditer(self.folded)})

    def has(self, section: str) -> bool:
        return bool(self.spans(section))

    def follows(self, section: str, place: int) -> int | None:
        """Where a phrase that begins there ends, but for a space; None where none does."""
        start = place + (self.folded[place : place + 1] == " ")
        found = (pattern(section, language, self.part).match(self.folded, start) for language in self.languages)
        return next((match.end() for match in found if match), None)

    def ends_with(self, section: str, end: int) -> bool:
        """Whether one of the phrases stands right before a place, but for a small word."""
        return any(last <= end and len(self.folded[last:end].split()) <= 1 for _first, last in self.spans(section))
