"""What streets, flats and towns are called, in any language: a street is called as its town calls it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from languages import choices, codes, said

PART = "addresses"
_NUMBER = r"(?:n[.o°º]{0,2}\s*)?\d{1,5}(?:\s?(?:bis|ter))?(?:\s?[a-z]\b)?"
_NAMED = r"(?:[^\W\d_][\w'’.-]*,?\s+){1,5}?"
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th|e|er|re|ere|eme|o|a|º|ª|°|\.)?"
_DIRECTED = r"\b\d{3,5}\s+(?P<direction>[nsew]{1,2})\.?\s+[^\W\d_][\w'’.-]+"
"""American streets that are called by their name alone: "1100 W Monroe"; the direction is written in capitals."""
_TOWN = (
    r"(?:\d{4,5}(?:-\d{3,4})?(?P<town>(?:\s+(?:st\.\s)?[^\W\d_][\w'-]+){0,3})"
    r"|[a-z]{1,2}\d[\da-z]? ?\d[a-z]{2}\b|[a-z]{2}\s+\d{5}\b)"
)
_STOP = r"[;!?\n]|(?<!\bst)(?<!\bave)(?<!\bav)(?<!\bapt)(?<!\brd)(?<!str)(?<!\d)\.(?:\s|$)|\s[-–]\s"
"""Where a sentence ends; the dot of "Ave." ends none."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """For text without accents; ``streets`` has a group ``kind`` where small letters tell little, ``direction`` where
    only capitals tell anything.
    """

    streets: tuple[re.Pattern[str], ...]
    more: re.Pattern[str]
    """Flats, floors, codes and towns, which follow a street; the town is a group."""
    numbered: re.Pattern[str]
    announced: re.Pattern[str]
    clause: re.Pattern[str]
    """Where what announces an address has said all of it."""
    hanging: re.Pattern[str]
    """What is left of what stood before a day or an hour."""
    sure: frozenset[str]
    """Kinds of streets that are hardly anything else in small letters."""
    doubtful: frozenset[str]
    """Words of streets that mean other things as well."""
    in_town: frozenset[str]
    town_opens: frozenset[str]


@cache
def patterns() -> Patterns:
    return Patterns(
        streets=tuple(map(re.compile, (_number_first(), _name_last(), _number_and_name(), _name_first(), _DIRECTED))),
        more=re.compile(rf"\s*(?:,|\s)\s*(?:{_part()}|{_TOWN})"),
        numbered=re.compile(
            rf"\b(?:{_any('unit')}|{_any('numbered')})\b\.?\s*(?:(?:{_any('number_is')}|n[o°º])\b\.?)?\s*[#:]?"
            rf"\s*\d{{1,5}}\s?[a-z]?\b(?!\s*(?:people|persons?|guests?|[ap]m))|\b{_ORDINAL}\s*{_any('floor')}\b"
        ),
        announced=re.compile(rf"\b{_any('announced')}\s*:?\s*"),
        clause=re.compile(rf"{_STOP}|\s{_any('clause')}\s"),
        hanging=re.compile(rf"[\s,]+(?:{_any('before_moment')}\s*)?$"),
        sure=_words("sure_street"),
        doubtful=_words("doubtful_street"),
        in_town=_words("in_town"),
        town_opens=_words("town_opens"),
    )


def _any(section: str) -> str:
    return choices(PART, section, *codes())


def _words(section: str) -> frozenset[str]:
    return frozenset(said(PART, section, " "))


def _part() -> str:
    """A flat or a floor, and on which side it is."""
    unit = rf"{_any('unit')}\b\.?(?:\s+{_any('number_is')}\b\.?)?\s*[#:]?\s*\w{{0,6}}(?:[-/]\w{{1,4}})?"
    lettered = rf"\d{{1,2}}[oaºª°],?\s*(?:[a-z]|{_any('side_short')})\b"
    floor = rf"{_ORDINAL}\s*{_any('floor')}\b|{_any('floor_named')}"
    return rf"(?:{unit}|{floor}|{lettered}|#\s*\w{{1,5}})(?:\s+{_any('side')})?"


def _number_first() -> str:
    return (
        r"\b\d{1,5}[a-z]?\s+(?:[nsew]{1,2}\.?\s+)?(?:[\w'’.-]+\s+){1,3}?"
        rf"(?P<kind>{_any('street_behind')})\b\.?(?:\s+[nsew]{{1,2}}\b)?"
    )


def _name_last() -> str:
    return rf"\b{_any('street_before')}\s+{_NAMED}{_NUMBER}"


def _number_and_name() -> str:
    end = rf"(?=\s*(?:[,.;!?\n]|$|\d|\b{_any('after_street')}\b))"
    return rf"\b{_NUMBER},?\s+{_any('street_between')}\s+(?:[^\W\d_][\w'’.-]*\s*){{1,5}}?{end}"


def _name_first() -> str:
    return rf"\b(?:[^\W\d_][\w.-]*{_any('street_ends')}|{_any('street_named')})\s+\d{{1,4}}(?:\s?[a-z]\b)?"
