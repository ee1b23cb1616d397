"""What is called as neither the menu nor the glossary has it: the name nearest to it in meaning, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from agents.understanding.encoder import meant
from agents.understanding.orders.parts import Part
from agents.understanding.orders.words import ordinary_words
from agents.understanding.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.encoder import Vectors
    from agents.understanding.orders.menu import Menu
    from agents.understanding.tokens import Word

NEAR, APART = 0.75, 0.05
"""How alike a name must be, and how much more than any other. Over menus of 25 rows of the glossary in one language,
asked for in another: 38 of 100 found, 0.2 taken for another, and 1.8 of 100 found that the menu has not. At 0.7: 47,
0.4 and 3.8.
"""
LONGEST = 5  # words of a name


@dataclass(frozen=True, slots=True)
class Called:
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
        likeness = meant([text[start:end] for start, end in spans]) @ self.vectors.T
        found = [(self._nearest(row), span) for row, span in zip(likeness, spans, strict=True)]
        kept: list[Part] = []
        for (score, part), (start, end) in sorted(found, key=lambda one: -one[0][0]):
            if part is not None and score >= NEAR and all(end <= one.start or start >= one.end for one in kept):
                kept.append(Part(start, end, frozenset(), text[start:end], 0, part.items, part.options))
        return kept

    def _nearest(self, likeness: Vectors) -> tuple[float, Part | None]:
        """How near the nearest name is, and whose it is; nobody's where another is nearly as near."""
        best = float(likeness.max())
        near = [self.names[place] for place in np.flatnonzero(likeness > best - APART)]
        said = {each.name.casefold() for each in near if each.group}
        items = tuple(dict.fromkeys(each.key for each in near if not each.group))
        options = tuple(dict.fromkeys((each.group, each.key) for each in near if each.group))
        is_one = (len(items) == 1 and not options) or (not items and len(said) == 1)
        return best, Part(0, 0, frozenset(), items=items, options=options) if is_one else None


def _around(part: Part, text: str, known: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Stretches of words with something of the part in them, that begin and end with words that tell something."""
    tokens = [token for token in words(text) if token.key.isalnum()]
    for first, opening in enumerate(tokens):
        for closing in tokens[first : first + LONGEST]:
            start, end = opening.start, closing.end
            is_free = all(end <= one.start or start >= one.end for one in known)
            if start < part.end and part.start < end and is_free and _tells(opening) and _is_one_piece(text[start:end]):
                yield start, end


def _tells(token: Word) -> bool:
    return token.key not in ordinary_words()


def _is_one_piece(said: str) -> bool:
    return not any(mark in said for mark in ".,;:!?()\n")


@lru_cache(maxsize=64)
def meanings_of(menu: Menu) -> Meanings:
    """Kept for the menus ordered from most recently."""
    return Meanings(menu)
