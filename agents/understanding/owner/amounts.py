"""What something costs, and by how much that changes: "to 12", "7,50", "by 2 euros", "up 10 percent"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from agents.understanding.numbers import find_numbers
from agents.understanding.owner.said import NOTHING, Said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.owner.words import Phrases

_FIGURES = re.compile(r"(?<![\w.,:])(?P<sign>[$€£]?)\s?(?P<whole>\d{1,6})(?:[.,](?P<cents>\d{1,2}))?(?![\d:])")
_PERCENT, _MONEY = re.compile(r"\s?%"), re.compile(r"\s?[$€£]")


@dataclass(frozen=True, slots=True)
class Amount:
    """``start`` and ``end`` take in the unit."""

    value: Decimal
    start: int
    end: int
    is_percent: bool = False
    has_unit: bool = False


def amounts_in(phrases: Phrases, taken: Iterable[tuple[int, int]] = ()) -> list[Amount]:
    """In figures or in words, in order; not where something else was read."""
    taken = tuple(taken)
    found = [_amount(match.start(), match.end(), _value(match), phrases) for match in _FIGURES.finditer(phrases.folded)]
    figures = {(each.start, each.end) for each in found}
    for number in find_numbers(phrases.text, phrases.language):
        is_word = number.text[0].isalpha() and not number.ordinal and not number.article
        if is_word and not any(start < number.end and number.start < end for start, end in figures):
            found.append(_amount(number.start, number.end, Decimal(number.value), phrases))
    free = [each for each in found if not any(start < each.end and each.start < end for start, end in taken)]
    return sorted(free, key=lambda each: each.start)


def _value(match: re.Match[str]) -> Decimal:
    return Decimal(f"{match['whole']}.{match['cents'] or 0}")


def _amount(start: int, end: int, value: Decimal, phrases: Phrases) -> Amount:
    if sign := _PERCENT.match(phrases.folded, end):
        return Amount(value, start, sign.end(), is_percent=True)
    if of_hundred := phrases.follows("percent", end):
        return Amount(value, start, of_hundred, is_percent=True)
    if small := phrases.follows("cents", end):
        return Amount(value / 100, start, small, has_unit=True)
    sign = _MONEY.match(phrases.folded, end)
    unit = sign.end() if sign else phrases.follows("money", end)
    return Amount(value, start, unit or end, has_unit=bool(unit) or phrases.folded[start] in "$€£")


def priced(phrases: Phrases, taken: Iterable[tuple[int, int]] = ()) -> Said:
    """The price, or the change of one, that the text says; nothing where it says none."""
    found = amounts_in(phrases, taken)
    best = next((each for each in found if each.is_percent or each.has_unit), found[-1] if found else None)
    if best is None:
        return NOTHING
    sign = -1 if phrases.has("lowers") and not phrases.has("raises") else 1
    if best.is_percent:
        return Said(percent=sign * best.value)
    goes = phrases.has("lowers") or phrases.has("raises")
    is_step = phrases.ends_with("by", best.start) or (goes and not phrases.ends_with("to", best.start))
    return Said(by=sign * best.value) if goes and is_step else Said(amount=best.value)
