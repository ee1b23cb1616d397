"""Party sizes between two numbers: "4 or 5 of us", "4 5 people" and "6-8 guests" are asked about."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.slots.people import COUNTED, MOST, is_counted, is_led

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.numbers import Number
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_BETWEEN = re.compile(
    r"\s*(?:-|/|,?\s*\b(?:or|maybe|o|u|ou|oder|oppure|bis|to|a|quiza|forse|peut-etre|vielleicht|talvez)\b)?\s*"
)


def undecided(reading: Reading, party: Sequence[Slot]) -> list[Slot]:
    """The party with each pair of numbers made one slot that has both as alternatives."""
    found = list(party)
    for first, last in _pairs(reading):
        end = is_counted(reading, last) or last.end
        slot = reading.slot("people", first.start, end, None, COUNTED)
        touching = [one for one in found if one.start < end and first.start < one.end]
        found = [one for one in found if one not in touching]
        found.append(replace(slot, alternatives=(first.value, last.value)))
    return found


def _pairs(reading: Reading) -> Iterator[tuple[Number, Number]]:
    hours = [(one.start, one.end) for one in reading.expressions]
    for first, last in itertools.pairwise(reading.numbers):
        is_pair = not (first.ordinal or last.ordinal or first.article) and 0 < first.value < last.value <= MOST
        if not is_pair or not _BETWEEN.fullmatch(reading.text, first.end, last.start):
            continue
        is_hour = any(start < last.end and first.start < end for start, end in hours)
        is_glued = last.start - first.end == 1 and reading.text[first.end] in "-/"
        if is_counted(reading, last) or (is_led(reading, first) and (is_glued or not is_hour)):
            yield first, last
