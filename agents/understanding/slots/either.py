"""Party sizes between two numbers: "4 or 5 of us", "4 5 people" and "6-8 guests" are asked about."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from agents.understanding.slots.party import words
from agents.understanding.slots.people import COUNTED, MOST, is_counted, is_led
from languages import known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agents.understanding.numbers import Number
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot


def undecided(reading: Reading, party: Sequence[Slot]) -> list[Slot]:
    """The party with each pair of numbers made one slot that has both as alternatives, where a part of it stood."""
    found = list(party)
    for first, last in pairs(reading):
        end = is_counted(reading, last) or last.end
        touching = [one for one in found if one.start < end and first.start < one.end]
        slot = touching[0] if len(touching) == 1 else reading.slot("people", first.start, end, None, COUNTED)
        found = [one for one in found if one not in touching]
        found.append(replace(slot, value=None, alternatives=(first.value, last.value)))
    return found


def pairs(reading: Reading) -> Iterator[tuple[Number, Number]]:
    """Neighbouring numbers of which one or the other counts the party."""
    hours = [(one.start, one.end) for one in reading.expressions]
    told = words(known(reading.language))
    for first, last in itertools.pairwise(reading.numbers):
        is_pair = not (first.ordinal or last.ordinal or first.article) and 0 < first.value < last.value <= MOST
        is_begun = told.range_begins.search(reading.folded, 0, first.start) is not None
        between = told.range_ends if is_begun else told.either
        if not is_pair or not between.fullmatch(reading.folded, first.end, last.start):
            continue
        is_hour = any(start < last.end and first.start < end for start, end in hours)
        is_glued = last.start - first.end == 1 and reading.text[first.end] in "-/"
        if is_counted(reading, last) or (is_led(reading, first) and (is_glued or not is_hour)):
            yield first, last
