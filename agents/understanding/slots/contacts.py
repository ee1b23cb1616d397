"""Phone numbers and e-mail."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Context, Slot

_EMAIL = re.compile(
    r"[^\W_][\w.+'!#$%&*/=?^{|}~-]{0,63}@[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,24}", re.IGNORECASE
)
_SPOKEN_EMAIL = re.compile(
    r"([a-z0-9][\w.+-]{0,63})\s*(?:\(at\)|\[at\]| at )\s*([a-z0-9-]{1,63}) (?:dot|\.) ?(com|org|net|co\.uk|[a-z]{2})\b"
)
_DATE = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\b|\b\d{4}-\d\d-\d\d\b")
FEWEST = 5
"""Words from which numbers in words are a telephone's: "eight" is an hour or a party."""
LONG = 9
"""Digits from which a number is hardly anything but one to call."""
_EXTENSION = re.compile(
    r"\s*[,;(]?\s*(?:(?:extension|extn|ext|durchwahl|dw|poste|anexo|interno|int|ramal)\b\.?|x)\s*[:#]?\s*\d{1,6}\)?"
)
_IN_LETTERS = re.compile(
    r"(?:\+?1[\s.-]?)?\(?\b0?(?:800|808|833|844|855|866|877|888|900)\)?[\s.-](?=[A-Z\d-]*[A-Z]{3})[A-Z\d-]{5,12}\b"
)
"""Numbers of the freephone kind that spell a word: 1-800-FLOWERS."""
_ENDS_IN_LETTERS = re.compile(
    r"(?:\+?1[\s.-]?)?\(?\b\d{3}\)?[\s.-](?:\d{3}[\s.-])?(?=[A-Z\d-]*[A-Z]{3})[A-Z\d-]{4,8}\b"
)
"""Others, where a number was asked for: 773-555-TAXI."""
_DIGITS = re.compile(r"\+?\(?\d[\d\s().-]{4,20}\d")


def find(reading: Reading) -> list[Slot]:
    return [*_emails(reading), *_phones(reading)]


def _emails(reading: Reading) -> list[Slot]:
    found = [reading.slot("email", m.start(), m.end(), m[0].lower(), 0.99) for m in _EMAIL.finditer(reading.text)]
    if found:
        return found
    return [
        reading.slot("email", m.start(), m.end(), f"{m[1]}@{m[2]}.{m[3]}", 0.8) for m in reading.matches(_SPOKEN_EMAIL)
    ]


def _phones(reading: Reading) -> list[Slot]:
    spelled = [*_IN_LETTERS.finditer(reading.text)]
    if not spelled and "phone" in reading.context.requested:
        spelled = [*_ENDS_IN_LETTERS.finditer(reading.text)]
    if spelled:
        return [slot for match in spelled for slot in _spelled(reading, match)]
    if sum(letter.isdigit() for letter in reading.text) < 6:
        return _spoken(reading)
    import phonenumbers  # noqa: PLC0415 - a tenth of a second that messages without numbers never pay

    region = region_of(reading.context)
    found = [
        reading.slot("phone", m.start, _with_extension(reading, m.end), _e164(m.number), 0.97)
        for m in phonenumbers.PhoneNumberMatcher(reading.text, region, leniency=phonenumbers.Leniency.VALID)
    ]
    return found or _dialled(reading, region)


def _spoken(reading: Reading) -> list[Slot]:
    """A number in words, where it was asked for: "seven one eight, five five five, …"."""
    said = [number for number in reading.numbers if not number.ordinal]
    digits = "".join(str(number.value) for number in said)
    if "phone" not in reading.context.requested or len(said) < FEWEST or len(digits) < LONG:
        return []
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(digits, region_of(reading.context))
    except phonenumbers.NumberParseException:
        return []
    is_possible = phonenumbers.is_possible_number(number)
    return [reading.slot("phone", said[0].start, said[-1].end, _e164(number) if is_possible else None, 0.8)]


def _spelled(reading: Reading, match: re.Match[str]) -> list[Slot]:
    """A number in letters, dialled at home or, where it begins with 1, in North America."""
    import phonenumbers  # noqa: PLC0415

    region = "US" if match[0].lstrip("+").startswith("1") else region_of(reading.context)
    try:
        number = phonenumbers.parse(match[0], region)
    except phonenumbers.NumberParseException:
        return []
    is_possible = phonenumbers.is_possible_number(number)
    return [reading.slot("phone", *match.span(), _e164(number) if is_possible else None, 0.9)]


def _with_extension(reading: Reading, end: int) -> int:
    """The end of the number with the extension that is part of it, though E.164 has no place for that."""
    match = _EXTENSION.match(reading.folded, end)
    return match.end() if match else end


def _dialled(reading: Reading, region: str) -> list[Slot]:
    """A number no plan knows, taken as said when it could be dialled: a short one only if it was asked for."""
    import phonenumbers  # noqa: PLC0415

    match = _DIGITS.search(reading.text)
    if match is None:
        return []
    is_long = sum(map(str.isdigit, match[0])) >= LONG and not _DATE.search(match[0])
    if "phone" not in reading.context.requested and not is_long:
        return []
    try:
        number = phonenumbers.parse(match[0], region)
    except phonenumbers.NumberParseException:
        return []
    is_possible = phonenumbers.is_possible_number(number)
    span = match.start(), _with_extension(reading, match.end())
    return [reading.slot("phone", *span, _e164(number) if is_possible else None, 0.6)]


def _e164(number: PhoneNumber) -> str:
    import phonenumbers  # noqa: PLC0415

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def region_of(context: Context) -> str:
    """The country whose numbers are meant when no country code is given: the zone's, else the locale's region."""
    region = _regions().get(context.timezone.key)
    if region:
        return region
    parts = context.locale.replace("_", "-").split("-")
    return next((part.upper() for part in parts[1:] if len(part) == 2), "US")


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    """Zone name → country, from the time zone database's own table."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
