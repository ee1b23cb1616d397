"""A name that nothing introduces, beside the number or address it is reached at: "wellington nakamura, +55 11 …"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.slots.names.otherwise import says_else
from agents.understanding.slots.names.parts import Name, begins_with_first_name, read_name
from agents.understanding.slots.names.words import PART
from languages import choices, codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_BREAK = re.compile(r"[,;:.!?\n()]")
FEWEST = 2


@cache
def _label() -> str:
    """What a name is called, in any language."""
    return rf"\b{choices(PART, 'any_name', *codes())}"


@cache
def _starts() -> re.Pattern[str]:
    return re.compile(rf"[,;:.!?\n()]|{_label()}\b", re.IGNORECASE)


@cache
def _ends_in_label() -> re.Pattern[str]:
    return re.compile(rf"{_label()}$", re.IGNORECASE)


def name_beside(reading: Reading, taken: Iterable[Slot], said: Iterable[Slot]) -> Name | None:
    """Two words or more that are nothing but a name, right before a contact or right after it."""
    for slot in (slot for slot in taken if slot.name in {"phone", "email"}):
        before = reading.text[: slot.start].rstrip(" ,;:-")
        start = max((mark.end() for mark in _starts().finditer(before)), default=0)
        for first, last in ((start, len(before)), _after(reading, slot.end)):
            name = read_name(reading.text, first, last, reading.language)
            is_likely = name is not None and (_is_likely(name) or _ends_in_label().search(before[:start]) is not None)
            if name and name.is_whole and is_likely and not says_else(reading, name, said):
                return name
    return None


def _after(reading: Reading, end: int) -> tuple[int, int]:
    mark = _BREAK.search(reading.text, end + 2)
    return end, mark.start() if mark else len(reading.text)


def _is_likely(name: Name) -> bool:
    return len(name.words) >= FEWEST and (name.is_capital or begins_with_first_name(name))
