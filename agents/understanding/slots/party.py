"""The words a party is told by in a language: what counts people, joins them, puts their number right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from agents.understanding.time.lexicon import spellings
from languages import NOTHING, choices, pattern, rows

PART, DETAILS = "people", "details"
_UNITS = "chf|kg|km|cm|mm|ml|cl"
"""Of things, in every language."""


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns for text without accents.

    ``persons`` follow a number and make it one of people; ``of_them`` follow those, and tell of some of the party;
    ``measure`` and ``hour`` follow a number that counts no people. ``leads``, ``leads_loosely``, ``among`` and
    ``wanted_with`` end before a number: they make it one of people, do so where nothing else is told, count it among
    those counted, or tell whom one wants to talk to.
    """

    persons: re.Pattern[str]
    of_them: re.Pattern[str]
    measure: re.Pattern[str]
    hour: re.Pattern[str]
    leads: re.Pattern[str]
    leads_loosely: re.Pattern[str]
    among: re.Pattern[str]
    wanted_with: re.Pattern[str]
    next: re.Pattern[str]
    """Between two counts that make one party; of "4 people, 2 kids" the kids are some."""
    instead: re.Pattern[str]
    """Between a number and the one that takes its place."""
    alone: re.Pattern[str]
    together: tuple[tuple[int, re.Pattern[str]], ...]
    """German counts a party by words of its own: "zu viert"."""
    self: re.Pattern[str]
    kin: re.Pattern[str]
    kin_of_two: re.Pattern[str]
    joint: re.Pattern[str]
    """Between the members of a party."""
    range_begins: re.Pattern[str]
    """Ends before the first of two numbers; ``range_ends`` is then between them, else ``either``."""
    range_ends: re.Pattern[str]
    either: re.Pattern[str]


@cache
def words(code: str) -> Words:
    def said(section: str) -> str:
        return choices(PART, section, code)

    def before(section: str) -> re.Pattern[str]:
        return re.compile(rf"\b{pattern(DETAILS, section, code)}\s+$")

    def of_time(*kinds: str) -> str:
        return "|".join(map(re.escape, sorted(spellings(code, *kinds)))) or NOTHING

    hours, joins = said("hours"), said("joins")
    either = rf"\s*(?:-|/|,?\s*\b(?:{of_time('or', 'to')}|{said('maybe')})\b)?\s*"
    return Words(
        persons=re.compile(rf"\s*{said('persons')}\b"),
        of_them=re.compile(rf"\s+{said('tells_of_them')}\b"),
        measure=re.compile(rf"\s*(?:[%€$£]|(?:{_UNITS}|{said('measures')})\b)"),
        hour=re.compile(rf"[:.]\d|\s*\d(?!\d?(?::\d\d|\s*{hours}\b))|\s*{hours}\b"),
        leads=before("party"),
        leads_loosely=before("party_for"),
        among=before("among"),
        wanted_with=re.compile(rf"\b{said('wanted_with')}\s+$"),
        next=re.compile(rf"\s*,?\s*(?:\+|&|{joins})\s*|\s+"),
        instead=re.compile(rf"[\s,.…!-]*(?:\b{said('puts_right')}\b[\s,.…!-]*)+"),
        alone=re.compile(rf"\b{said('alone')}\b"),
        together=tuple((int(count), re.compile(rf"\b(?:{told})\b")) for count, told in rows(PART, "together", code)),
        self=re.compile(rf"\b{said('self')}\b"),
        kin=re.compile(rf"\b{pattern(DETAILS, 'kin', code)}\b"),
        kin_of_two=re.compile(rf"\b{pattern(DETAILS, 'kin_of_two', code)}\b"),
        joint=re.compile(rf"\s*(?:,\s*)?(?:(?:\+|&|\b{joins}\b)\s*)?(?:{said('ours')}\s+){{0,2}}"),
        range_begins=re.compile(rf"\b(?:{of_time('between', 'from')})\s+$"),
        range_ends=re.compile(rf"{either}|\s*(?:{of_time('and')})\s*"),
        either=re.compile(either),
    )
