"""What every finder is given: the message, its language and what the conversation knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from agents.understanding.numbers import Number, find_numbers
from agents.understanding.slots import people
from agents.understanding.slots.expressions import expressions, resolved
from agents.understanding.tokens import fold_letters
from agents.understanding.types import Json, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agents.understanding.time.mention import Mention
    from agents.understanding.types import Context

LENGTH = 1_500
"""Characters the finders read: no booking is longer, and a flood must not cost more than a message does."""

_ASKED = {
    "name": ("first_name", "last_name"),
    "customer_name": ("first_name", "last_name"),
    "datetime": ("date", "time"),
    "start": ("date", "time"),
    "party_size": ("people",),
    "guests": ("people",),
}


@dataclass(frozen=True)
class Reading:
    """A message under study; offsets are into ``text`` (normalised), which is cut to ``LENGTH``."""

    text: str
    language: str
    context: Context

    @cached_property
    def folded(self) -> str:
        """Lower case without accents, letter for letter, so that offsets hold."""
        return fold_letters(self.text)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return find_numbers(self.text, self.language)

    @cached_property
    def resolved(self) -> tuple[Mention, ...]:
        """What the resolver makes of the message; a number of people is no part of the date after it."""
        text = self.text
        for number in people.before_dates(self):
            text = text[: number.start] + " " * (number.end - number.start) + text[number.end :]
        return resolved(self, text, self.requested)

    @cached_property
    def expressions(self) -> tuple[Mention, ...]:
        """Dates, times and durations with what customers mean by them here."""
        return expressions(self)

    @property
    def requested(self) -> tuple[str, ...]:
        """The slots last asked for, in the tagger's names."""
        return tuple(name for asked in self.context.requested for name in _ASKED.get(asked, (asked,)))

    def slot(self, name: str, start: int, end: int, value: Json, confidence: float = 0.9) -> Slot:
        return Slot(name, start, end, self.text[start:end], value, confidence)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where the pattern, written without capitals and accents, occurs."""
        return pattern.finditer(self.folded)
