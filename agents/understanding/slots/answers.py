"""Answers to open questions kept as given: an address, a car; less their framing and what is asked beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from languages import choices, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

PART = "answers"
_STOP = (
    r"\?+|[!;\n]+|(?<!\bst)(?<!\bave)(?<!\bav)(?<!\bapt)(?<!\brd)(?<!\bdr)(?<!\bblvd)(?<!str)(?<!\bno)(?<!\bnr)(?<!\d)"
    r"(?<!\b[^\W\d_])\.(?=\s)"
)
"""Where a sentence ends; the dot of "Ave." ends none."""
_LAYERS = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands around an answer in a language, and the words none begins with."""

    frame: re.Pattern[str]
    courtesy: re.Pattern[str]
    sentence: re.Pattern[str]
    no_answer: re.Pattern[str]


@cache
def _words(code: str) -> _Words:
    def said(section: str) -> str:
        return choices(PART, section, code)

    opens, frames = rf"{said('opens')}(?=[\s,!.])[!.]?", said("frames")
    return _Words(
        frame=re.compile(rf"[\s,]*(?:{opens}|{frames})(?=[\s:,]|$)[\s:,]*"),
        courtesy=re.compile(rf"[\s,.!]+{said('courtesy')}[\s.!]*$"),
        sentence=re.compile(rf",?\s+{said('joins')}\s+(?={said('asks')}\b)|{_STOP}"),
        no_answer=re.compile(said("no_answer")),
    )


def answer(reading: Reading, taken: Iterable[Slot]) -> tuple[int, int] | None:
    """The stretch of the message that answers; None for a question, a refusal or nothing but a contact detail."""
    folded, words = reading.folded, _words(known(reading.language))
    for slot in taken:
        folded = folded[: slot.start] + "\n" * (slot.end - slot.start) + folded[slot.end :]
    start = 0
    for match in (*words.sentence.finditer(folded), None):
        end = match.start() if match else len(folded)
        if not (match and "?" in match[0]) and (found := _unframed(folded, start, end, words)):
            return found
        start = match.end() if match else end
    return None


def _unframed(folded: str, start: int, end: int, words: _Words) -> tuple[int, int] | None:
    for _ in range(_LAYERS):
        frame = words.frame.match(folded, start, end)
        if frame is None or not folded[frame.end() : end].strip():
            break
        start = frame.end()
    if courtesy := words.courtesy.search(folded, start, end):
        end = courtesy.start()
    said = folded[start:end]
    start, end = start + len(said) - len(said.lstrip(" ,.:-")), end - (len(said) - len(said.rstrip(" ,.-")))
    told = folded[start:end].split()
    is_refusal = not told or words.no_answer.fullmatch(told[0].strip(",.!")) is not None
    return None if is_refusal or not any(letter.isalpha() for letter in folded[start:end]) else (start, end)
