"""Words as they are typed: plurals and small mistakes lead to the word that is meant."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from encoding.encoder import is_word

if TYPE_CHECKING:
    from collections.abc import Iterable

_KEPT = ("ss", "us", "is")
SHORTEST = 5
"""Letters from which a word may have a mistake in it: "babe" is no "barbe"."""


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The singular of an English plural and of most Romance ones; anything else as it is."""
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(_KEPT):
        return word[:-1]
    return word


class Speller:
    """Finds the known words one mistake away, two from eight letters on; short words must be right.

    Every known word is filed under itself with one letter left out; two words at distance one share such a file.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._files: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            if len(word) >= 4:
                for shorter in _shorter(word):
                    self._files[shorter].add(word)

    def near(self, word: str) -> dict[str, float]:
        """Known words with their likeness 0..1; the word itself alone when it is known. A word of some language is
        meant as it stands, however near it comes: "there" is no "three", "escola" no "escova".
        """
        if word in self._known:
            return {word: 1.0}
        if len(word) < SHORTEST or len(word) > 30 or not word.isalpha() or is_word(word):
            return {}
        near = {known for shorter in _shorter(word) for known in self._files.get(shorter, ())}
        found = {}
        for known in sorted(near):  # where two are as near, not the seed of hashes but the alphabet decides
            allowed = 2 if min(len(known), len(word)) >= 8 else 1
            distance = edits(word, known)
            is_long = len(known) >= 6 or (known[0] == word[0] and len(word) != len(known))
            if distance <= allowed and len(known) >= 5 and is_long:
                found[known] = 1.0 - 0.15 * distance
        return found


def _shorter(word: str) -> set[str]:
    once = {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
    if len(word) < 8:
        return once
    return once | {one[:i] + one[i + 1 :] for one in once for i in range(len(one))}


@lru_cache(maxsize=8192)
def edits(a: str, b: str) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i] + [0] * len(b)
        for j, y in enumerate(b, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]
