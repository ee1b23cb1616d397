"""What points at something said before: "the second one", "the later one", "same as last time"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.numbers import number_words
from languages import NOTHING, choices, known, pieces, rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Json, Slot

PART = "references"
_MOST_OFFERED, _MOST_COUNTED = 5, 4
"""The last place that is told by "the fifth one", and by "number four"."""
LAST = -1
_NUMERIC = frozenset({"people", "date", "time", "quantity", "duration"})


@dataclass(frozen=True, slots=True)
class _Words:
    """What points at something in a language; ``told`` has the patterns of a slot by its value."""

    ordinal: re.Pattern[str]
    places: Mapping[str, int]
    """A place by its word; the last is -1."""
    cardinals: frozenset[str]
    """Places that are hours as well: "two" after times on offer is two o'clock."""
    told: tuple[tuple[str, str, re.Pattern[str]], ...]


@cache
def _words(code: str) -> _Words:
    numbers = number_words(code)
    counted = {word: place for word, place in numbers.cardinals.items() if 0 < place <= _MOST_COUNTED}
    cardinals = {word: place for word, place in counted.items() if word not in numbers.articles}
    ordinals = {word: place for word, place in numbers.ordinals.items() if 0 < place <= _MOST_OFFERED}
    return _Words(
        ordinal=_ordinal(code, [*cardinals, *ordinals], list(cardinals)),
        places=cardinals | ordinals,
        cardinals=frozenset(cardinals),
        told=tuple(
            (name, value, re.compile(rf"\b(?:{words})\b"))
            for name, section in (("choice", "compares"), ("reference", "as_before"))
            for value, words in rows(PART, section, code)
        ),
    )


def _ordinal(code: str, places: Sequence[str], cardinals: Sequence[str]) -> re.Pattern[str]:
    """ "The second one", "option 2", and "the second" alone."""

    def said(section: str, part: str = PART) -> str:
        return choices(part, section, code)

    figures = rf"\d(?:{'|'.join(number_words(code).suffixes) or NOTHING})"
    place = "|".join([*sorted(map(re.escape, places), key=len, reverse=True), said("last"), figures])
    article, thing = f"(?:{'|'.join(pieces('times', 'the', code))})", said("thing")
    no_other = "".join(rf"(?<!\b{word} )" for word in pieces("times", "for", code))
    offered = rf"{said('thing_offered')}(?=\s*(?:$|[.!,]|{said('offered')}\b))"
    opens, courtesy = said("opens", "answers"), said("courtesy", "answers")
    return re.compile(
        rf"\b{no_other}{article} (?P<a>{place}) (?:{thing}|{offered})\b(?!\s+{said('hour_goes_on')})"
        rf"|\b{said('number_of')} (?P<b>\d|{'|'.join(cardinals)})\b"
        rf"|^\s*(?:{opens}[\s,]+)?(?:{article})?\s*"
        rf"(?P<c>{place})(?: (?:(?P<thing>{thing}|{said('thing_offered')})|{courtesy}))?\s*[.!]?\s*$"
    )


def find(reading: Reading) -> list[Slot]:
    """Slots ``choice`` (a place in what was offered, 1 first, -1 last, or how it compares) and ``reference``."""
    found, words = _ordinals(reading), _words(known(reading.language))
    for name, value, pattern in words.told:
        found += [reading.slot(name, *match.span(), value, 0.85) for match in reading.matches(pattern)]
    return found


def _ordinals(reading: Reading) -> list[Slot]:
    """After "how many?" a bare "two" counts, after "which day?" a bare "the first" is a date: neither is a choice.

    Among things just offered it is one.
    """
    is_number = bool(_NUMERIC & set(reading.requested))
    is_offered = "choice" in reading.requested
    found, words = [], _words(known(reading.language))
    for match in reading.matches(words.ordinal):
        said = match["a"] or match["b"] or match["c"]
        is_open = match["c"] and is_number and not match["thing"]
        if not is_open or (is_offered and said not in words.cardinals):
            value: Json = int(said[0]) if said[0].isdigit() else words.places.get(said, LAST)
            found.append(reading.slot("choice", *match.span(), value))
    return found
