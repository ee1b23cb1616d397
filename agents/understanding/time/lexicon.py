"""The words of one language for the time grammar, and the rules compiled over them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.numbers import read_number
from agents.understanding.time.grammar import Alphabet, Classes, Compiled, Token
from agents.understanding.time.nodes import Node
from agents.understanding.time.typing_errors import Typos
from agents.understanding.time.words import time_words
from agents.understanding.tokens import Word, keys, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.understanding.time.grammar import Level
    from agents.understanding.time.words import Entry

    Phrases = dict[str, list[tuple[tuple[str, ...], Classes]]]

_MARKS = {
    ".": "dot",
    "-": "dash",
    "/": "slash",
    ":": "colon",
    ",": "comma",
    "~": "tilde",
    "'": "quote",
    "\n": "newline",
    "(": "open",
    "@": "at_sign",
    "<": "less_than",
    ">": "greater_than",
    "=": "equals",
    "+": "plus_sign",
    "?": "question",
    "!": "question",
    ";": "question",
}
_NOT_COUNTED = frozenset("$€£¥#")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``phrases`` are keyed by their first word, longest first."""

    language: str
    phrases: Phrases
    typos: Typos
    alphabet: Alphabet
    rules: list[Compiled]

    def tokens(self, text: str) -> list[Token]:
        """The text as classed tokens: phrases of the lexicon, then numbers, then marks; the rest carries no class."""
        source = words(text)
        found: list[Token] = []
        place = 0
        while place < len(source):
            length, classes = self._read(source, place)
            first, last = source[place], source[place + length - 1]
            found.append(Token(first.start, last.end, first.key, first.glued, classes, self.alphabet.symbol(classes)))
            place += length
        return found

    def _read(self, source: list[Word], place: int) -> tuple[int, Classes]:
        key = source[place].key
        length, classes = self._phrase(source, place, key)
        if not key[0].isalnum():
            return (length, classes) if length else (1, _mark(source, place))
        if length and key.isdigit():
            return length, classes
        number = _number(source, place, self.language)
        if number and number[0] >= length:
            return number[0], {**number[1], **(classes if number[0] == length else {})}
        if length:
            return length, classes
        corrected = self.typos.correct(key)
        return 1, dict(self.phrases[corrected][-1][1]) if corrected else {}

    def _phrase(self, source: list[Word], place: int, key: str) -> tuple[int, Classes]:
        for rest, classes in self.phrases.get(key, ()):
            end = place + 1 + len(rest)
            if end <= len(source) and all(source[place + 1 + at].key == word for at, word in enumerate(rest)):
                return 1 + len(rest), classes
        return 0, {}


def spellings(language: str, *classes: str) -> frozenset[str]:
    """The single words of a language that carry one of the classes, however they are spelt."""
    found = lexicon(language).phrases.items()
    alone = ((word, entries[-1]) for word, entries in found if not entries[-1][0])
    return frozenset(word for word, (_, carried) in alone if not carried.keys().isdisjoint(classes))


def _mark(source: list[Word], place: int) -> Classes:
    """A mark's class; with no space on either side it is also ``tight`` (a dot only before digits)."""
    word = source[place]
    name = _MARKS.get(word.key)
    if name is None:
        return {}
    follows = place + 1 < len(source) and source[place + 1].glued
    if name == "dot" and word.glued and follows and not source[place + 1].key.isdigit():
        return {name: word.key, "separator": word.key}
    if word.glued and follows and name in {"dot", "dash", "slash", "colon"}:
        return {name: word.key, f"tight_{name}": word.key, "separator": word.key}
    return {name: word.key}


def _number(source: list[Word], place: int, language: str) -> tuple[int, Classes] | None:
    reading = read_number(source, place, language)
    if reading is None:
        return None
    if not source[place].key.isdigit():
        return reading.length, {"ordinal" if reading.ordinal else "number": reading.value}
    if reading.ordinal:
        return reading.length, {"ordinal": reading.value}
    return reading.length, _digits(source, place, reading.value)


def _digits(source: list[Word], place: int, value: int) -> Classes:
    """By how many digits: ``n2`` (one or two), ``n3``, ``n4``, ``n8``; money and percentages carry no class."""
    key = source[place].key
    before = source[place - 1] if place else None
    after = source[place + 1] if place + 1 < len(source) else None
    if before is not None and source[place].glued and (before.key in _NOT_COUNTED or _coded(source, place - 1)):
        return {}
    if after is not None and (after.key in "%€£$°" or after.key == "_"):
        return {}
    name = "n2" if len(key) <= 2 else f"n{len(key)}"
    return {name: value, "digits": key}


def _coded(source: list[Word], place: int) -> bool:
    """A lone letter before the digits, as in a code, with a dash or without: "A1", "F-150"; not the letter of "19h30"
    or of an ISO "...T17".
    """
    if source[place].key == "-" and place and source[place].glued:
        place -= 1
    letter = source[place]
    return letter.key.isalpha() and len(letter.key) == 1 and not (letter.glued and source[place - 1].key.isdigit())


def _phrases(table: Mapping[str, Entry]) -> Phrases:
    by_words: dict[tuple[str, ...], Classes] = {}
    for name, entry in table.items():
        groups = entry.items() if isinstance(entry, dict) else [(name, entry)]
        for value, listed in groups:
            for phrase in listed:
                by_words.setdefault(keys(phrase), {})[name] = value
    phrases: Phrases = {}
    for spelled in sorted(by_words, key=len, reverse=True):
        phrases.setdefault(spelled[0], []).append((spelled[1:], by_words[spelled]))
    return phrases


@cache
def lexicon(language: str, levels: tuple[Level, ...] | None = None) -> Lexicon:
    """The lexicon of a language served, built on first use; ``levels`` are the grammar's, in order."""
    from agents.understanding.time.rules import LEVELS  # noqa: PLC0415 - the rules are read once a language is needed

    phrases = _phrases(time_words(language))
    alphabet = _alphabet(phrases, language)
    rules = [Compiled(rule, alphabet) for level in levels or LEVELS for rule in level.rules]
    return Lexicon(language, phrases, Typos.of(phrases), alphabet, rules)


def _alphabet(phrases: Phrases, language: str) -> Alphabet:
    """Every set of classes a text can bring must be known before the rules are compiled."""
    alphabet = Alphabet()
    alphabet.symbol({})
    for first, entries in phrases.items():
        for rest, classes in entries:
            alphabet.symbol(classes)
            spelled = words(" ".join((first, *rest)))
            reading = read_number(spelled, 0, language)
            if reading is not None and reading.length == len(spelled):
                alphabet.symbol({"ordinal" if reading.ordinal else "number": 0, **classes})
    for digits in range(1, 15):
        alphabet.symbol({"n2" if digits <= 2 else f"n{digits}": 0, "digits": ""})
    for name in _MARKS.values():
        alphabet.symbol({name: ""})
        alphabet.symbol({name: "", f"tight_{name}": "", "separator": ""})
    alphabet.symbol({"dot": "", "separator": ""})
    for name in ("number", "ordinal", *(node.symbol for node in Node.__args__)):
        alphabet.symbol({name: None})
    return alphabet
