"""A language's words for numbers, from the part ``numbers`` of its file: data for agents.understanding.numbers.

Keys are folded (lower case, no accents) and words of one phrase are separated by one space; a hyphen counts as a space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.understanding.sentences import expand
from languages import pieces, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

PART = "numbers"
_PLACE = re.compile(r"\{(ten|one|first|number)\}")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Cardinals and ordinals below 100, the multipliers above, joining words, and collectives such as a dozen."""

    cardinals: dict[str, int]
    ordinals: dict[str, int]
    multipliers: dict[str, int]
    joiners: frozenset[str]
    collectives: dict[str, int]
    articles: frozenset[str]
    suffixes: frozenset[str]


def read_number_words(code: str) -> NumberWords:
    """The words of a language that is served."""
    cardinals, firsts = _numbers("cardinals", code), _numbers("ordinals", code)
    cardinals |= dict(_joined("joined", code, cardinals, firsts))
    return NumberWords(
        cardinals,
        firsts | dict(_joined("ordinals_joined", code, cardinals, firsts)),
        _numbers("multipliers", code),
        frozenset(pieces(PART, "joiners", code)),
        _numbers("collectives", code),
        frozenset(pieces(PART, "articles", code)),
        frozenset(pieces(PART, "suffixes", code)),
    )


def _numbers(section: str, code: str) -> dict[str, int]:
    return {
        word: int(value)
        for value, listed in rows(PART, section, code)
        for whole in _divided(listed)
        for word in expand(whole)
    }


def _divided(listed: str) -> list[str]:
    """At the bars that stand in no braces."""
    return re.split(r"\|(?![^{]*\})", listed)


def _joined(section: str, code: str, cardinals: dict[str, int], firsts: dict[str, int]) -> Iterator[tuple[str, int]]:
    """What tens make with units, or numbers with an ending, by the patterns of the section."""
    for numbers, patterns in rows(PART, section, code):
        tens, by, ones = numbers.partition(" by ")
        for pattern in _divided(patterns):
            units = firsts if "{first}" in pattern else cardinals
            for ten, value in _within(cardinals, tens, step=10 if by else 1):
                for one, unit in _within(units, ones) if by else [("", 0)]:
                    filled = _filled(pattern, ten=ten, number=ten, one=one, first=one)
                    yield from ((word, value + unit) for word in expand(filled))


def _filled(pattern: str, **words: str) -> str:
    return _PLACE.sub(lambda place: words[place[1]], pattern)


def _within(words: dict[str, int], numbers: str, step: int = 1) -> list[tuple[str, int]]:
    """The words for the numbers of "20-90", or of one."""
    first, _, last = numbers.partition("-")
    wanted = range(int(first), int(last or first) + 1, step)
    return [(word, value) for word, value in words.items() if value in wanted]
