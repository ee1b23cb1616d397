"""Somebody asked for by a name that none of the staff has: "a haircut with Maria"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.slots.names.parts import begins_with_first_name, is_capital, read_name
from agents.understanding.slots.names.words import PART, titles
from agents.understanding.types import Slot
from languages import choices, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading

_EATING = "food"
"""Where people eat, "with Maria" tells who comes along."""
_WISHED = frozenset({"service", "date", "time"})
SURE = 0.6


@cache
def _with(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b{choices(PART, 'wished_of', code)}\s+")


def find(reading: Reading, found: Iterable[Slot]) -> list[Slot]:
    """A ``staff`` slot without a value, where something is wished for of somebody nobody is called."""
    said = {slot.name for slot in found}
    staff = reading.context.vocabulary.staff
    if not staff or "staff" in said or reading.context.category == _EATING or not said & _WISHED:
        return []
    for cue in reading.matches(_with(known(reading.language))):
        name = read_name(reading.text, cue.end(), _end(reading, cue.end()), reading.language)
        if name is None or name.start != cue.end() or not is_capital(name.words[0].text):
            continue
        if name.words[0].key in titles() or begins_with_first_name(name):
            end = next((word.start - 1 for word in name.words[1:] if not is_capital(word.text)), name.end)
            return [Slot("staff", name.start, end, reading.text[name.start : end], None, SURE)]
    return []


def _end(reading: Reading, start: int) -> int:
    """Where the name ends at the latest: at a mark, a day or an hour."""
    mark = re.compile(r"[,;:!?\n()]").search(reading.text, start)
    ends = [one.start for one in reading.expressions if one.start > start]
    return min([mark.start() if mark else len(reading.text), *ends])
