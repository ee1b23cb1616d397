"""Misspelt day and month names: one letter missing, added, changed or two swapped, looked up without a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.understanding.time.grammar import Classes

_CORRECTED = ("weekday", "month", "day_word", "tonight", "part_word")
_SHORTEST = 6
_SHORTEST_TYPED = 5
_REAL_WORDS = frozenset({
    "sundae", "sundaes", "monkey", "match", "marsh", "moaning", "mourning", "warning", "turning", "opening",
    "knight", "todas", "todos", "modern", "sorgen", "borgen", "matins", "soiree", "martin", "jungle", "jules",
    "julie", "augusta", "junior",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typos:
    """Right spellings by each spelling with one letter left out (so that a look-up costs one set per letter)."""

    shortened: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, phrases: Mapping[str, list[tuple[tuple[str, ...], Classes]]]) -> Typos:
        shortened: dict[str, tuple[str, ...]] = {}
        for word, entries in phrases.items():
            rest, classes = entries[-1]
            if rest or len(word) < _SHORTEST or not any(name in classes for name in _CORRECTED):
                continue
            for form in _shorter(word):
                shortened[form] = (*shortened.get(form, ()), word)
        return cls(shortened)

    def correct(self, word: str) -> str | None:
        """The one known word this is a misspelling of, or None."""
        if len(word) < _SHORTEST_TYPED or word in _REAL_WORDS or not word.isalpha():
            return None
        near = {known for form in _shorter(word) for known in self.shortened.get(form, ())}
        close = {known for known in near if known[0] in word[:2] and _one_slip(word, known)}
        return min(close, key=lambda known: (sorted(known) != sorted(word), known)) if close else None


def _shorter(word: str) -> set[str]:
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def _one_slip(word: str, known: str) -> bool:
    """Whether one letter more, less, other, or one swap of neighbours makes the known word."""
    if abs(len(word) - len(known)) > 1:
        return False
    if len(word) != len(known):
        longer, shorter = (word, known) if len(word) > len(known) else (known, word)
        return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))
    differing = [place for place, (left, right) in enumerate(zip(word, known, strict=True)) if left != right]
    if len(differing) == 1:
        return True
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return word[first] == known[second] and word[second] == known[first]
