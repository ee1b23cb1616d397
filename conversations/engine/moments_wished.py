"""Which of the moments of a message are another booking's: "Friday at ten for me and Saturday at the same time"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.tokens import fold_letters, words
from conversations.engine.services_wished import is_joining
from languages import known, pattern, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agents.understanding.types import Slot

DAY_AND_HOUR = frozenset({"date", "time"})


def with_same_hours(slots: Sequence[Slot], text: str, language: str) -> tuple[Slot, ...]:
    """With the hour said before for a day that has it: "on Saturday, same time"."""
    found = list(slots)
    for day in [slot for slot in slots if slot.name == "date" and isinstance(slot.value, str)]:
        hours = [slot for slot in slots if slot.name == "time" and isinstance(slot.value, str)]
        before = [hour for hour in hours if hour.end <= day.start]
        following = min(
            (slot.start for slot in slots if slot.name in DAY_AND_HOUR and slot.start > day.start), default=None
        )
        said = _same_hour(known(language)).search(fold_letters(text), day.end, following or len(text))
        if before and said and not any(hour.start >= day.start for hour in hours):
            found.append(replace(before[-1], start=said.start(), end=said.end(), text=text[said.start() : said.end()]))
    return tuple(sorted(found, key=lambda slot: slot.start))


def begin_again(slots: Iterable[Slot], text: str, language: str) -> tuple[int, ...]:
    """Where each moment after the first begins, of several that are joined; none where one lacks its day or hour."""
    said = [
        slot for slot in slots if slot.name in DAY_AND_HOUR and slot.role != "rejected" and isinstance(slot.value, str)
    ]
    if len({slot.role for slot in said}) > 1:  # a "sorry" before both puts neither right
        return ()
    begun: list[dict[str, Slot]] = []
    for slot in sorted(said, key=lambda slot: (slot.start, slot.name)):
        if not begun or slot.name in begun[-1]:
            begun.append({})
        begun[-1][slot.name] = slot
    is_each_whole = len(begun) > 1 and all(moment.keys() == DAY_AND_HOUR for moment in begun)
    if not is_each_whole or len({moment["date"].value for moment in begun}) < len(begun):
        return ()
    starts = [min(slot.start for slot in moment.values()) for moment in begun]
    ends = [max(slot.end for slot in moment.values()) for moment in begun]
    between = [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
    return tuple(starts[1:]) if all(_is_beside(part, language) for part in between) else ()


def _is_beside(between: str, language: str) -> bool:
    """Whether what stands between two moments joins them, and puts neither to choice."""
    is_either = not {word.key for word in words(between)}.isdisjoint(pieces("times", "or", language))
    return is_joining(between, language) and not is_either


@cache
def _same_hour(code: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern('times', 'same_time', code)}\b")
