"""Hours that belong to a question about something else: in "is parking free after 20:00?" nobody books."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.slots.terms import lexicon
from agents.understanding.talk.phrasebook import sections
from languages import NOTHING, choices, known, pattern, pieces

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

PART = "questions"
_WORD = re.compile(r"[^\W\d_][^\W\d_'-]*(?:['-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class _Words:
    """How a language asks; where ``books`` has a word of the clause, its hour is wished for."""

    starts: re.Pattern[str]
    starts_plainly: re.Pattern[str]
    ends: re.Pattern[str]
    books: frozenset[str]
    thing: re.Pattern[str]
    free: re.Pattern[str]


@cache
def _words(code: str) -> _Words:
    def said(section: str) -> str:
        return choices(PART, section, code)

    plain = "|".join(pieces(PART, "plain", code, " ")) or NOTHING
    moves = {phrase[0] for phrase in sections(code)["move"]}
    return _Words(
        starts=re.compile(rf"[\s,¿¡]*(?:{said('leads')}[\s,]+)*{pattern('details', 'asking', code)}\b"),
        starts_plainly=re.compile(said("asks_plainly")),
        ends=re.compile(rf"[.!;:\n](?!\d)|(?P<mark>\?)|,\s+{said('joins')}\b"),
        books=frozenset(pieces(PART, "books", code, " ")) | moves,
        thing=re.compile(rf"(?!(?:{plain})\b)[^\W\d_]{{3,}}"),
        free=re.compile(rf"\b{said('free')}\s*$"),
    )


def asks_else(reading: Reading, slot: Slot) -> bool:
    """Whether the clause a time stands in asks about something that is not booked."""
    words = _words(known(reading.language))
    start, end, is_marked = _clause(reading, slot, words)
    before = words.starts.match(reading.folded, start, end)
    if before is None or not (is_marked or words.starts_plainly.fullmatch(before[0].split()[0])):
        return False
    rest = reading.folded[before.end() : slot.start] + " " + reading.folded[slot.end : end]
    if words.books.intersection(_WORD.findall(reading.folded[start : slot.start] + " " + rest)):
        return False
    if words.free.search(reading.folded[start : slot.start]) and isinstance(slot.value, str):
        return False
    is_of_thing = words.thing.search(_without_times(reading, before.end(), end)) is not None
    return is_of_thing and not _is_offered(reading, start, end)


def _clause(reading: Reading, slot: Slot, words: _Words) -> tuple[int, int, bool]:
    start = 0
    for match in words.ends.finditer(reading.folded):
        if match.start() >= slot.end:
            return start, match.start(), bool(match["mark"])
        if match.end() <= slot.start:
            start = match.end()
    return start, len(reading.folded), False


def _without_times(reading: Reading, start: int, end: int) -> str:
    text = reading.folded[:end]
    for mention in reading.expressions:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text[start:end]


def _is_offered(reading: Reading, start: int, end: int) -> bool:
    """What the business sells, and who works there, can be asked for at an hour."""
    return bool(lexicon(reading.context.vocabulary).find(reading.text[start:end], reading.language))
