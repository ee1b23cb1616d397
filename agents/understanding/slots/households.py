"""A party told by its members: "me, Dave and the two kids", "mis papás, mi esposo y yo"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.slots import people
from agents.understanding.slots.party import words
from agents.understanding.time.lexicon import spellings
from agents.understanding.tokens import fold
from languages import known

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

TOLD = 0.85
_NAME = re.compile(r"\b[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\b")
_UNNAMED = frozenset({"de"})
"""Languages that write every noun with a capital."""


@dataclass(frozen=True, slots=True)
class Member:
    """Of whom somebody speaks, where, and how many they are."""

    start: int
    end: int
    count: int
    is_self: bool = False


def with_households(reading: Reading, party: list[Slot]) -> list[Slot]:
    """The party's slots; what somebody who names themselves and others comes to takes the place of its parts.

    Of "me and the kids" nothing is left: how many there are was not said.
    """
    chains = _chains(reading)
    found = [_slot(reading, chain) for chain in chains if _is_told(reading, chain)]
    open_ = [chain for chain in chains if _is_open(reading, chain) and any(one.is_self for one in chain)]
    told = [(slot.start, slot.end) for slot in found] + [(chain[0].start, chain[-1].end) for chain in open_]
    rest = [slot for slot in party if not any(slot.start < end and start < slot.end for start, end in told)]
    return sorted([*rest, *found], key=lambda slot: slot.start)


def _slot(reading: Reading, chain: list[Member]) -> Slot:
    return reading.slot("people", chain[0].start, chain[-1].end, sum(one.count for one in chain), TOLD)


def _is_told(reading: Reading, chain: list[Member]) -> bool:
    """Whether the speaker is one of several, and all of them are counted."""
    if len(chain) == 1 or sum(one.is_self for one in chain) != 1 or _is_open(reading, chain):
        return False
    between = reading.folded[chain[-2].end : chain[-1].start]
    return any(letter.isalpha() or letter in "+&" for letter in between) or chain[-1].is_self  # "and I"


def _is_open(reading: Reading, chain: list[Member]) -> bool:
    """Whether others follow of whom nobody said how many they are: "me and the kids"."""
    told = words(known(reading.language))
    joint = told.joint.match(reading.folded, chain[-1].end)
    is_joined = joint is not None and joint.end() > chain[-1].end
    return joint is not None and is_joined and told.persons.match(reading.folded, joint.end()) is not None


def _chains(reading: Reading) -> list[list[Member]]:
    chains: list[list[Member]] = []
    joint = words(known(reading.language)).joint
    for member in sorted(_members(reading), key=lambda one: (one.start, -one.end)):
        last = chains[-1][-1] if chains else None
        if last is not None and member.start < last.end:
            continue
        if last is not None and last.end < member.start and joint.fullmatch(reading.folded, last.end, member.start):
            chains[-1].append(member)
        else:
            chains.append([member])
    return chains


def _members(reading: Reading) -> list[Member]:
    code = known(reading.language)
    told = words(code)
    found = [Member(*match.span(), 1, is_self=True) for match in reading.matches(told.self)]
    found += [Member(*match.span(), 1) for match in reading.matches(told.kin)]
    found += [Member(*match.span(), 2) for match in reading.matches(told.kin_of_two)]
    found += [
        Member(number.start, end, number.value)
        for number in reading.numbers
        if not number.ordinal and 0 < number.value <= people.MOST and (end := people.is_counted(reading, number))
    ]
    if code not in _UNNAMED:
        found += [
            Member(*match.span(), 1)
            for match in _NAME.finditer(reading.text)
            if fold(match[0]) not in _moments(code) and match.start() != 0
        ]
    return found


@cache
def _moments(code: str) -> frozenset[str]:
    return frozenset(spellings(code, "month", "doubtful_month", "weekday"))
