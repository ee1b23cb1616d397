"""Words that could be a name and say something else: a day, an hour, a number, what the business has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.slots.names.parts import Name, begins_with_first_name
from agents.understanding.slots.names.words import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot


def says_else(reading: Reading, name: Name, said: Iterable[Slot] = ()) -> bool:
    """Words that are wholly a day, an hour, a number or something the business has; a month is a name as well."""
    if name.words[0].key in TITLES:
        return False
    spans = [(one.start, one.end) for one in reading.expressions if one.grain != "month"]
    spans += [(one.start, one.end) for one in reading.numbers]
    if not name.is_capital:
        spans += [(slot.start, slot.end) for slot in said]
    told = [any(start <= word.start and word.end <= end for start, end in spans) for word in name.words]
    return all(told) or (any(told) and not name.is_capital and not begins_with_first_name(name))
