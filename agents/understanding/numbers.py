"""Numbers in a text, written as digits or as words, in every language: "a couple", "half a dozen", "twenty-five"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.number_words import NumberWords, read_number_words
from agents.understanding.tokens import Word, words
from languages import known

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 4
_MAX_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands; ``article`` marks a word that may merely be "a" ("une", "ein")."""

    start: int
    end: int
    text: str
    value: int
    ordinal: bool = False
    article: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How many words from a place make which number."""

    length: int
    value: int
    ordinal: bool = False
    article: bool = False


def find_numbers(text: str, language: str = "en") -> tuple[Number, ...]:
    """All numbers of the text from left to right, not overlapping; an unknown language is read as English."""
    tokens = words(text)
    found: list[Number] = []
    place = 0
    while place < len(tokens):
        reading = read_number(tokens, place, language)
        if reading is None:
            place += 1
            continue
        start, end = tokens[place].start, tokens[place + reading.length - 1].end
        found.append(Number(start, end, text[start:end], reading.value, reading.ordinal, reading.article))
        place += reading.length
    return tuple(found)


def read_number(tokens: Sequence[Word], place: int, language: str = "en") -> Reading | None:
    """The longest number that starts at this word, or None."""
    table = number_words(language)
    if tokens[place].key.isdigit():
        return _digits(tokens, place, table)
    return _collective(tokens, place, table) or _compound(tokens, place, table)


def number_words(language: str) -> NumberWords:
    return _number_words(known(language))


@cache
def _number_words(code: str) -> NumberWords:
    return read_number_words(code)


def _digits(tokens: Sequence[Word], place: int, table: NumberWords) -> Reading | None:
    key = tokens[place].key
    if len(key) > _MAX_DIGITS or not key.isascii():
        return None
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is not None and following.glued and following.key in table.suffixes:
        return Reading(2, int(key), ordinal=True)
    return Reading(1, int(key))


def _phrase(tokens: Sequence[Word], place: int, table: dict[str, int]) -> tuple[int, int] | None:
    """(words used, value) of the longest phrase of the table that starts here; hyphens between words are skipped."""
    text, best = "", None
    taken, used = 0, place
    while used < len(tokens) and taken < _LONGEST:
        key = tokens[used].key
        used += 1
        if key in {"-", "'"} and taken:
            continue
        text = f"{text} {key}" if taken else key
        taken += 1
        if text in table:
            best = (used - place, table[text])
    return best


def _collective(tokens: Sequence[Word], place: int, table: NumberWords) -> Reading | None:
    found = _phrase(tokens, place, table.collectives)
    return Reading(*found) if found else None


def _compound(tokens: Sequence[Word], place: int, table: NumberWords) -> Reading | None:
    """Below a hundred from the tables; above by multipliers: "two thousand and fifteen", "seventeen hundred"."""
    ordinal = _phrase(tokens, place, table.ordinals)
    first = _phrase(tokens, place, table.cardinals)
    if ordinal and (first is None or ordinal[0] >= first[0]):
        return Reading(*ordinal, ordinal=True)
    if first is None:
        if table.multipliers.get(tokens[place].key):
            first = (0, 1)
        else:
            return None
    used, total = first
    while True:
        multiplied = _multiplied(tokens, place + used, table, total)
        if multiplied is None:
            break
        used, total = used + multiplied[0], multiplied[1]
    article = used == 1 and tokens[place].key in table.articles
    return Reading(used, total, article=article) if used else None


def _multiplied(tokens: Sequence[Word], place: int, table: NumberWords, total: int) -> tuple[int, int] | None:
    """The words that multiply ``total`` and add to it, as (words used, new total)."""
    factor = table.multipliers.get(tokens[place].key) if place < len(tokens) else None
    if factor is None or total >= factor:
        return None
    used, value = 1, total * factor
    joined = place + used < len(tokens) and tokens[place + used].key in table.joiners
    rest = _phrase(tokens, place + used + joined, table.cardinals)
    if rest and rest[1] < factor:
        return used + joined + rest[0], value + rest[1]
    return used, value
