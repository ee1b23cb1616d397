"""Where people want to sit, what they celebrate, and what they mean to spend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from languages import choices, known, rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

PART = "wishes"
_WHEREABOUTS = frozenset({"outside", "inside"})
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "usd": "USD", "eur": "EUR", "gbp": "GBP", "chf": "CHF"}
_NUMBER = r"\d{1,6}(?:[.,]\d{2})?"


@dataclass(frozen=True, slots=True)
class _Words:
    """Patterns of a language: ``told`` has those of a slot by its value, ``currencies`` what money is called."""

    told: Mapping[str, Mapping[str, re.Pattern[str]]]
    being: re.Pattern[str]
    sitting: re.Pattern[str]
    budget: re.Pattern[str]
    currencies: Mapping[str, str]


@cache
def _words(code: str) -> _Words:
    def said(section: str) -> str:
        return choices(PART, section, code)

    named = {word: currency for currency, words in rows(PART, "money", code) for word in words.split("|")}
    currencies = _SIGNS | named
    unit = "|".join(re.escape(word) for word in sorted(currencies, key=len, reverse=True))
    amount = rf"(?:(?P<before>[$€£])\s?(?P<a>{_NUMBER})|(?P<b>{_NUMBER})\s?(?P<after>{unit})(?![a-z]))"
    bound = rf"\b(?P<ceiling>{said('at_most')})\s+|\b(?P<floor>{said('at_least')})\s+|\b{said('roughly')}\s+"
    return _Words(
        told={"place": _by_value("places", code), "occasion": _by_value("occasions", code)},
        being=re.compile(rf"\b{said('being')}\s+(?:{said('still')}\s*)?$"),
        sitting=re.compile(rf"\b{said('sitting')}\b"),
        budget=re.compile(rf"(?:{bound})?{amount}"),
        currencies=currencies,
    )


def _by_value(section: str, code: str) -> dict[str, re.Pattern[str]]:
    return {value: re.compile(rf"\b(?:{words})\b") for value, words in rows(PART, section, code)}


def find(reading: Reading) -> list[Slot]:
    """Slots ``place``, ``occasion`` and ``budget`` (``{"max" or "min": amount, "currency": code}``)."""
    found, words = [], _words(known(reading.language))
    for name, patterns in words.told.items():
        for value, pattern in patterns.items():
            found += [reading.slot(name, *match.span(), value) for match in reading.matches(pattern)]
    found = [slot for slot in found if not (slot.value in _WHEREABOUTS and _tells_where(reading, slot, words))]
    return found + [_budget(reading, match, words) for match in reading.matches(words.budget)]


def _tells_where(reading: Reading, slot: Slot, words: _Words) -> bool:
    """Whether somebody is, or waits, outside now: that is no wish to sit there."""
    before = re.split(r"[.!?;,]", reading.folded[: slot.start])[-1]
    return words.being.search(before) is not None and words.sitting.search(before + reading.folded[slot.end :]) is None


def _budget(reading: Reading, match: re.Match[str], words: _Words) -> Slot:
    amount = Decimal((match["a"] or match["b"]).replace(",", "."))
    currency = words.currencies[match["before"] or match["after"]]
    bound = "min" if match["floor"] else "max"
    return reading.slot("budget", *match.span(), {bound: f"{amount:.2f}", "currency": currency})
