"""What points at something said before: "the second one", "the later one", "same as last time"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Json, Slot

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "last": -1, "one": 1, "two": 2, "three": 3, "four": 4, "primer": 1, "primera": 1, "primero": 1, "segunda": 2,
    "segundo": 2, "tercera": 3, "tercero": 3, "ultima": -1, "ultimo": -1, "premier": 1, "premiere": 1, "deuxieme": 2,
    "troisieme": 3, "derniere": -1, "dernier": -1, "erste": 1, "ersten": 1, "zweite": 2, "zweiten": 2, "dritte": 3,
    "dritten": 3, "letzte": -1, "letzten": -1, "prima": 1, "primo": 1, "seconda": 2, "secondo": 2, "terza": 3, "terzo": 3,
}  # fmt: skip
_ORDER = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_ORDINAL = re.compile(
    r"\b(?:the|la|el|le|il|die|den|das|der|a|o) (?P<a>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last)"
    r" (?:one|option|slot|time|choice|suggestion)\b"
    r"|\b(?:option|number|choice|slot|opcion|numero|opzione|opcao) (?P<b>\d|one|two|three|four)\b"
    rf"|^\s*(?:the|la|el|le|il|l'|die|den|das|der|a|o)?\s*(?P<c>{_ORDER})(?: (?:one|option|bitte|please|por favor))?\s*[.!]?\s*$"
)
_RELATIVE = {
    "later": r"the (?:later|latest) (?:one|option|slot|time)|later one|mas tarde|plus tard|spater(?:e|en)?|piu tardi",
    "earlier": r"the (?:earlier|earliest|soonest) (?:one|option|slot|time)|earlier one|as (?:soon|early) as possible|asap",
    "cheaper": r"the (?:cheap(?:er|est)|least expensive) (?:one|option)",
    "other": r"the other (?:one|option|slot|time)",
    "any": r"any(?:thing)? (?:of them|one|time|works|is fine)|either(?: one)?(?: is fine| works)?|whichever|cualquiera"
    r"|n'importe lequel|egal|qualsiasi|qualquer um",
    "that": r"th(?:at|is) (?:one|works|sounds good|is (?:fine|good|perfect))",
}
_RELATIVES = {value: re.compile(rf"\b(?:{words})\b") for value, words in _RELATIVE.items()}
_REFERENCES = {
    "last_time": r"(?:the )?same (?:as|thing as|order as) (?:last time|before|usual|always)|like last time"
    r"|what i had (?:last time|before)|my last (?:order|booking)|(?:re)?order again|lo mismo (?:de siempre|que la ultima vez)"
    r"|comme (?:la derniere fois|d'habitude)|wie (?:letztes mal|immer)|come l'ultima volta|come al solito|o mesmo de sempre",
    "usual": r"(?:my|the) usual",
    "same_time": r"(?:at )?the same time|same time",
    "same_day": r"(?:on )?the same (?:day|date)|same day",
}
_REFERENCE = {value: re.compile(rf"\b(?:{words})\b") for value, words in _REFERENCES.items()}


def find(reading: Reading) -> list[Slot]:
    return [*_choices(reading), *_earlier(reading)]


def _choices(reading: Reading) -> list[Slot]:
    """The place in what was offered: 1 for the first, -1 for the last, or how it compares with the rest."""
    found = []
    for match in reading.matches(_ORDINAL):
        said = match["a"] or match["b"] or match["c"]
        if not (match["c"] and _is_asked_for_number(reading)):
            value: Json = int(said) if said.isdigit() else _ORDINALS[said]
            found.append(reading.slot("choice", *match.span(), value))
    for value, pattern in _RELATIVES.items():
        found += [reading.slot("choice", *match.span(), value, 0.8) for match in reading.matches(pattern)]
    return found


def _is_asked_for_number(reading: Reading) -> bool:
    """After "how many?" a bare "two" counts, after "which day?" a bare "the first" is a date."""
    return bool({"people", "date", "time", "quantity", "duration"} & set(reading.requested))


def _earlier(reading: Reading) -> list[Slot]:
    return [
        reading.slot("reference", *match.span(), value)
        for value, pattern in _REFERENCE.items()
        for match in reading.matches(pattern)
    ]
