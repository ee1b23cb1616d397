"""What is called as neither the menu nor the glossary has it: the name nearest to it in meaning, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from agents.understanding.orders.parts import Part
from agents.understanding.orders.words import ordinary_words
from agents.understanding.slots.spelling import stem
from agents.understanding.tokens import words
from encoding.encoder import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.orders.menu import Menu
    from agents.understanding.tokens import Word
    from encoding.encoder import Vectors

SURE = 0.9
"""How alike a name must be, with how much more alike it is than any other's added: higher, less is found and less of it
wrongly. The part ``meanings`` of ``make eval-understanding`` prints how often either is.
"""
SHORTEST, LONGEST = 3, 5  # letters and words of a name: "ab" is a particle


class Called(NamedTuple):
    """One way to call an item (``group`` empty) or an option of a group."""

    group: str
    key: str
    name: str


@dataclass(frozen=True)
class Meanings:
    """The names of one menu as vectors."""

    menu: Menu

    @cached_property
    def names(self) -> tuple[Called, ...]:
        items = [Called("", item.key, name) for item in self.menu.items for name in (item.name, *item.aliases)]
        options = [
            Called(group.key, option.key, name)
            for group in self.menu.groups
            for option in group.options
            for name in (option.name, *option.aliases)
        ]
        return (*items, *options)

    @cached_property
    def vectors(self) -> Vectors:
        return meant([each.name for each in self.names])

    def named(self, text: str, strange: Sequence[Part], known: Sequence[Part]) -> list[Part]:
        """What the strange words, with those around them, are nearest to; ``known`` parts are names already."""
        spans = [span for part in strange for span in _around(part, text, known)]
        if not spans or not self.names:
            return []
        said = [text[start:end] for start, end in spans]
        likeness = np.maximum(meant(said) @ self.vectors.T, meant(list(map(_singular, said))) @ self.vectors.T)
        found = sorted(((*self._nearest(row), *span) for row, span in zip(likeness, spans, strict=True)), reverse=True)
        kept: list[Part] = []
        for sureness, name, start, end in found:
            if sureness >= SURE and all(end <= one.start or start >= one.end for one in kept):
                kept.append(self._part(name, start, end, text))
        return kept

    def _nearest(self, likeness: Vectors) -> tuple[float, int]:
        """How surely it is the nearest name, and the place of that."""
        best = int(likeness.argmax())
        others = likeness[[not self._is_same(best, place) for place in range(len(self.names))]]
        return float(2 * likeness[best] - max(others, default=0.0)), best

    def _is_same(self, one: int, other: int) -> bool:
        """Whether two names are of the same item, or of options that are called the same."""
        first, second = self.names[one], self.names[other]
        return first[:2] == second[:2] or bool(first.group and second.group and first.name == second.name)

    def _part(self, place: int, start: int, end: int, text: str) -> Part:
        same = [each for at, each in enumerate(self.names) if self._is_same(place, at)]
        items = tuple(dict.fromkeys(each.key for each in same if not each.group))
        options = tuple(dict.fromkeys((each.group, each.key) for each in same if each.group))
        return Part(start, end, frozenset(), text[start:end], items=items, options=options)


def _around(part: Part, text: str, known: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Stretches of words with something of the part in them, that begin and end with words that tell something."""
    tokens = [token for token in words(text) if token.key.isalnum()]
    for first, opening in enumerate(tokens):
        for closing in tokens[first : first + LONGEST]:
            start, end = opening.start, closing.end
            is_free = all(end <= one.start or start >= one.end for one in known if one.is_sure)
            is_near = start < part.end and part.start < end
            said = text[start:end]
            if is_near and is_free and len(said) >= SHORTEST and _tells(opening, text) and _is_one_piece(said):
                yield start, end


def _singular(said: str) -> str:
    return " ".join(map(stem, said.split()))


def _tells(token: Word, text: str) -> bool:
    """Whether it is no word of every sentence; one with an accent ("pá") is hardly one of another language's."""
    return token.key not in ordinary_words() or not text[token.start : token.end].isascii()


def _is_one_piece(said: str) -> bool:
    return not any(mark in said for mark in ".,;:!?()\n")


@lru_cache(maxsize=64)
def meanings_of(menu: Menu) -> Meanings:
    """Kept for the menus ordered from most recently."""
    return Meanings(menu)
