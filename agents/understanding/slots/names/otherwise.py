"""Words that could be a name and say something else: a day, an hour, a number, what the business has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.numbers import number_words
from agents.understanding.slots.names.likeness import LIKELY, likeness
from agents.understanding.slots.names.parts import Name, Part, begins_with_first_name, is_capital
from agents.understanding.slots.names.words import titles
from agents.understanding.time.lexicon import spellings
from languages import known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot


def says_else(reading: Reading, name: Name, said: Iterable[Slot] = ()) -> bool:
    """Words that are wholly a day, an hour, a number or something the business has; a month is a name as well."""
    if name.words[0].key in titles() or _is_given(name, reading.language):
        return False
    spans = [(one.start, one.end) for one in reading.expressions if one.grain != "month"]
    spans += [(one.start, one.end) for one in reading.numbers]
    if not name.is_capital:
        spans += [(slot.start, slot.end) for slot in said]
    told = [any(start <= word.start and word.end <= end for start, end in spans) for word in name.words]
    return all(told) or (any(told) and not name.is_capital and not begins_with_first_name(name))


def _is_given(name: Name, language: str) -> bool:
    """A first name that only resembles a word of time, or counts in another sense: "Frida", "Otto", "Noël"; with a last
    name, in capitals, that may be a day: "Domenico Sabato".
    """
    first = name.words[0]
    if len(name.words) > 1:
        is_time = first.key in _days(language) | _times(language) or first.key in number_words(language).cardinals
        return name.is_capital and not is_time and likeness(" ".join(word.text for word in name.words)) >= LIKELY
    is_day = first.key in _days(language) and (language == "en" or not name.is_capital)
    return begins_with_first_name(name) and not is_day and _is_written_so(first, language)


def _is_written_so(word: Part, language: str) -> bool:
    """With a capital, or no word of time or number as it stands."""
    is_word = word.key in number_words(language).cardinals or word.key in _times(language)
    return is_capital(word.text) or not is_word


@cache
def _days(language: str) -> frozenset[str]:
    return spellings(known(language), "weekday", "short_weekday", "day_word", "tonight")


@cache
def _times(language: str) -> frozenset[str]:
    return spellings(known(language), "holiday", "part_word", "noon", "now", "weekdays")
