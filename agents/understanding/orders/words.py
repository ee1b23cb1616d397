"""The small words around dishes in each language: what they may say, and whose they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from babel.units import format_unit

from agents.understanding.numbers import number_words
from agents.understanding.sentences import expand
from agents.understanding.tokens import keys, words
from languages import codes, known, part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.tokens import Word

_UNITS = ("volume-gallon", "volume-quart", "volume-pint", "volume-liter", "volume-deciliter", "volume-centiliter",
          "volume-milliliter", "mass-kilogram", "mass-gram", "mass-pound", "mass-ounce")  # fmt: skip
_ALSO = {"en": ("en_GB",), "pt": ("pt_PT",)}
PART = "orders"
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """``labels`` tells what a phrase may say; ``ordinary`` are the words that name no dish by themselves."""

    labels: dict[Phrase, frozenset[str]]
    ordinary: frozenset[str]
    longest: int

    def at(self, tokens: Sequence[Word], place: int) -> tuple[int, frozenset[str]]:
        """How many words the longest phrase from here on has, and its labels; nought and none when there is none."""
        said = tuple(token.key for token in tokens[place : place + self.longest])
        for length in range(len(said), 0, -1):
            if said[:length] in self.labels:
                return length, self.labels[said[:length]]
        return 0, frozenset()


@cache
def words_of(language: str) -> Words:
    """The language's words; those of English for one that is not served."""
    code = known(language)
    found: dict[Phrase, set[str]] = defaultdict(set)
    for label, lines in part(PART, code).items():
        for phrase in _phrases(lines):
            found[phrase].add(label)
    for phrase in _units(code):
        found[phrase].add("measure")
    ordinary = frozenset(word for phrase in found for word in phrase)
    labels = {phrase: frozenset(names) for phrase, names in found.items()}
    return Words(labels, ordinary, max(map(len, labels)))


def _units(code: str) -> Iterator[Phrase]:
    """What things are sold by the, one and several: "gallon", "galones". Source: CLDR."""
    for locale in (code, *_ALSO.get(code, ())):
        for unit in _UNITS:
            for number in (1, 2):
                yield keys(format_unit(number, unit, locale=locale).removeprefix(str(number)))


def _phrases(lines: Sequence[str]) -> list[Phrase]:
    written = [part for line in lines for part in line.split(",")]
    return [phrase for part in written for whole in expand(part) if (phrase := keys(whole))]


@cache
def ordinary_words() -> frozenset[str]:
    """Words that name no dish by themselves in any of the languages."""
    return frozenset().union(*(words_of(code).ordinary for code in codes()))


def spoken_in(text: str, default: str) -> str:
    """The language whose small words and numbers these are; ``default`` unless another fits better.

    A word of several languages counts in each by its share; one with an accent ("thé") is not English.
    """
    scores: dict[str, float] = defaultdict(float)
    for token in words(text):
        is_plain = text[token.start : token.end].isascii()
        known = [code for code in _languages_of(token.key) if is_plain or code != "en"]
        for code in known:
            scores[code] += 1 / len(known)
    best = max(scores, key=lambda code: (scores[code], code == default[:2]), default=default)
    return best if scores[best] > scores[default[:2]] else default


@cache
def _known(code: str) -> frozenset[str]:
    numbers = number_words(code).cardinals
    return words_of(code).ordinary | frozenset(word for phrase in numbers for word in phrase.split())


def _languages_of(word: str) -> list[str]:
    return [code for code in codes() if word.isalpha() and word in _known(code)]
