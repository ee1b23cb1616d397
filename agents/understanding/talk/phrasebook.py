"""The phrases of one language, section by section, and where they stand in a clause."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from agents.understanding.sentences import expand
from agents.understanding.slots.spelling import Speller
from agents.understanding.talk.clauses import END, keys
from agents.understanding.tokens import fold
from languages.reading import EVERYWHERE, codes, known, lines, part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PART = "talk"
GAP, GAP_LONGEST = "…", 4
_RUN = re.compile(r"(\w)\1+$|(\w)\2{2,}")
_OPEN = re.compile(r"[*….]")
"""In a phrase that is more than words."""
_PIECE = re.compile(r"\*\w*|…|\.(?=\s|$)|[^\s*….]+(?:\.\w+)*")
SPELLED_FROM = 6
"""Letters from which a word may have a mistake in it: "eight" is no "right"."""

Phrase = tuple[str, ...]


@cache
def languages() -> tuple[str, ...]:
    return tuple(sorted(codes()))


@cache
def sections(language: str) -> Mapping[str, tuple[Phrase, ...]]:
    """Section to its phrases as keys, those said in every language included; English for a language that is not
    served: "yes, cancel it" may pass for Catalan.
    """
    found: dict[str, dict[Phrase, None]] = defaultdict(dict)
    for code in (known(language), EVERYWHERE):
        for name, written in part(PART, code).items():
            found[name].update((_phrase(text), None) for line in written for text in expand(line))
    return {name: tuple(phrases) for name, phrases in found.items()}


@cache
def small_words(language: str) -> frozenset[str]:
    """The words without which hardly a sentence of the language is made, folded as they are typed."""
    return frozenset(fold(" ".join(lines(PART, "small", known(language)))).split())


def _phrase(text: str) -> Phrase:
    if not _OPEN.search(text):
        return tuple(key for word in text.split() for key in _word(word))
    return tuple(
        key
        for piece in _PIECE.findall(text)
        for key in ([piece] if piece in {GAP, END} or piece.startswith("*") else _word(piece))
    )


_word = cache(keys)
"""Of a word of the language's files: few make up all the phrases."""


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of ``section`` over ``length`` keys."""

    section: str
    length: int


class Phrasebook:
    """Phrases of the sections given; where two are equally long, the section named first wins."""

    def __init__(self, language: str, names: Iterable[str]) -> None:
        self._plain: dict[Phrase, str] = {}
        self._lengths: dict[str, list[int]] = defaultdict(list)  # of the plain ones, by their first word, longest first
        self._open: dict[str, list[tuple[Phrase, str]]] = defaultdict(list)
        self._endings: list[tuple[Phrase, str]] = []
        for name in names:
            for phrase in sections(language).get(name, ()):
                self._add(phrase, name)
        for found in self._open.values():
            found.sort(key=lambda entry: -len(entry[0]))  # stable: the order of sections holds
        self._lengths = {word: sorted(set(lengths), reverse=True) for word, lengths in self._lengths.items()}
        self._firsts = frozenset((*self._lengths, *self._open))

    def _add(self, phrase: Phrase, name: str) -> None:
        if phrase[0].startswith("*"):
            self._endings.append((phrase, name))
        elif GAP in phrase or any(piece.startswith("*") for piece in phrase):
            self._open[phrase[0]].append((phrase, name))
        elif phrase not in self._plain:
            self._plain[phrase] = name
            self._lengths[phrase[0]].append(len(phrase))

    def match(self, words: Phrase, start: int) -> Match | None:
        """The longest phrase at ``start``, which may be past the end; ``words`` end in ``END``."""
        if start >= len(words) or (words[start] not in self._firsts and not self._endings):
            return None  # as at most words of a message in most books
        best = self._written_out(words, start)
        for phrase, name in (*self._open.get(words[start], ()), *self._endings):
            length = _length(phrase, words, start)
            if length and (best is None or length > best.length):
                best = Match(name, length)
        return best

    def _written_out(self, words: Phrase, start: int) -> Match | None:
        """The longest of the phrases that leave nothing open: each length is one look-up."""
        for length in self._lengths.get(words[start], ()):
            here = words[start : start + length]
            if name := self._plain.get(here):
                return Match(name, length - here.count(END))
        return None

    def holds(self, words: Phrase) -> Match | None:
        """The first phrase anywhere in the clause."""
        closed = (*words, END)
        return next(filter(None, (self.match(closed, start) for start in range(len(words)))), None)


def _length(phrase: Phrase, words: Phrase, start: int) -> int | None:
    """How many of ``words`` the phrase covers from ``start``, of which ``END`` is none; None where it is not there."""
    place = start
    for number, piece in enumerate(phrase):
        if piece == GAP:
            rest = phrase[number + 1 :]
            ends = (_end(rest, words, place + skipped) for skipped in range(GAP_LONGEST + 1))
            return next((end - start for end in ends if end is not None), None)
        if place >= len(words) or not _is(piece, words[place]):
            return None
        place += piece != END
    return place - start


def _end(phrase: Phrase, words: Phrase, start: int) -> int | None:
    length = _length(phrase, words, start)
    return None if length is None else start + length


def _is(piece: str, word: str) -> bool:
    return word.endswith(piece[1:]) and len(word) > len(piece) if piece.startswith("*") else piece == word


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Every word of the language's phrases."""
    return frozenset(word for phrases in sections(language).values() for phrase in phrases for word in phrase)


@cache
def _speller(language: str) -> Speller:
    """Of the words that agree or turn down, the only ones worth mending."""
    spelled = (phrase[0] for name in ("yes", "fine", "no") for phrase in sections(language)[name] if len(phrase) == 1)
    return Speller(word for word in spelled if len(word) >= SPELLED_FROM)


@lru_cache(maxsize=8192)
def mended(word: str, language: str) -> str:
    """A word drawn out ("yesss", "okk") or with one mistake ("perfct") as the one meant; others as they are."""
    if word in vocabulary(language):
        return word
    short = _RUN.sub(lambda match: match[1] or match[2], word)
    if short in vocabulary(language):
        return short
    if len(word) < SPELLED_FROM or not word.isalpha():
        return word
    return next((near for near in _speller(language).near(word) if near[0] == word[0]), word)
