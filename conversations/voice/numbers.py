"""Numbers, times of day and money in the words of a language (part ``speech`` of the languages' files)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from languages import known, lines, pieces, rows

if TYPE_CHECKING:
    from decimal import Decimal

PART = "speech"
NOON = 12


@cache
def _words(section: str, language: str) -> tuple[str, ...]:
    return pieces(PART, section, known(language))


@cache
def said(section: str, language: str) -> str:
    """The one line of a section; "" where the language has none."""
    return next(iter(lines(PART, section, known(language))), "")


def filled(pattern: str, told: dict[str, str]) -> str:
    """The pattern with each ``{name}`` as it is told."""
    for name, value in told.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern


def number(value: int, language: str) -> str:
    """In words up to 9,999; as digits beyond, and where the language has no words."""
    small = _words("numbers", language)
    if not 0 <= value < 10_000 or not small:
        return str(value)
    if value < len(small):
        return small[value]
    unit, name = (1_000, "thousands") if value >= 1_000 else (100, "hundreds")
    count, rest = divmod(value, unit)
    if not rest:
        return _words(name, language)[count - 1]
    return _words(f"{name}_and", language)[count - 1].replace("{}", number(rest, language))


def hour_of_day(hour: int, minute: int, language: str) -> str:
    """Such as "seven thirty pm" or "neunzehn Uhr dreißig"."""
    hours, halves = _words("hours", language), _words("halves", language)
    if not hours or not halves:
        return f"{hour}:{minute:02d}"
    told = {"hour": hours[hour], "half": halves[hour >= NOON], "minute": number(minute, language)}
    if not minute:
        return filled(said("on_the_hour", language), told)
    if minute < len(_words("numbers", language)) and minute < 10:
        told["minute"] = filled(said("under_ten", language), told)
    return filled(said("with_minutes", language), told)


def money(value: Decimal, currency: str, language: str) -> str:
    """Such as "twelve euros fifty"; with the code's letters where the currency has no name here."""
    names = dict(rows(PART, "money", known(language))).get(currency, "")
    whole, cents = divmod(int(value * 100), 100)
    if not names:
        return " ".join([number(whole, language), *currency, *([number(cents, language)] if cents else [])])
    one, several, cent, hundredths = (name.strip() for name in names.split(","))
    if not whole and cents:
        return cent if cents == 1 else f"{number(cents, language)} {hundredths}"
    told = one if whole == 1 else f"{number(whole, language)} {several}"
    return filled(said("price", language), {"whole": told, "cents": number(cents, language)}) if cents else told


def spelled(text: str, language: str) -> str:
    """Letter by letter, digits as words: "K, seven, F"."""
    signs = (sign for sign in text if sign.isalnum())
    return ", ".join(number(int(sign), language) if sign.isdecimal() else sign.upper() for sign in signs)


def digits(text: str, language: str) -> str:
    """A telephone number, digit by digit with a pause after each three: "plus three nine, zero six one, …"."""
    words = {"+": said("plus", language), **{str(digit): number(digit, language) for digit in range(10)}}
    signs = [words[sign] for sign in text if sign in words]
    return ", ".join(" ".join(signs[start : start + 3]) for start in range(0, len(signs), 3))
