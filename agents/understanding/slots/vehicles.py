"""The car a garage is asked about: make, model, year and plate, as they were said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from agents.understanding.slots import contacts
from agents.understanding.slots.answers import answer
from languages import choices, codes

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_MAKES = {
    make: models.split()
    for make, _, models in (
        line.partition(":") for line in (Path(__file__).parent / "makes.txt").read_text("utf-8").splitlines()
    )
}
_ALIASES = {
    "vw": "Volkswagen", "mercedes benz": "Mercedes", "mercedes-benz": "Mercedes", "merc": "Mercedes",
    "chevy": "Chevrolet", "beemer": "BMW", "range rover": "Land Rover", "alfa": "Alfa Romeo",
}  # fmt: skip
PART = "vehicles"
GARAGES = frozenset({"garage", "automotive", "auto", "auto_repair", "mechanic"})
_ORDINARY = {"mini", "seat", "smart", "rover"}  # also plain words: only a make beside a model or a year
_MAKE_OF = {make.lower(): make for make in _MAKES} | _ALIASES
_MODEL_OF = {model: make for make, models in _MAKES.items() for model in models if model.isalpha() and len(model) > 3}
_NAME = "|".join(sorted((re.escape(name) for name in _MAKE_OF), key=len, reverse=True))
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_LONE = re.compile(r"\b(?P<model>[a-z]{4,12})\b")
_BRITISH_PLATE = re.compile(r"\b(?P<plate>[a-z]{2}\d{2} ?[a-z]{3})\b")


@dataclass(frozen=True, slots=True)
class _Words:
    """How a car is told in any language: makes and plates tell little of which it is."""

    vehicle: re.Pattern[str]
    plate: re.Pattern[str]
    beside: re.Pattern[str]
    """What may stand between a car and its plate."""


@cache
def _words() -> _Words:
    def said(section: str) -> str:
        return choices(PART, section, *codes())

    return _Words(
        vehicle=re.compile(
            rf"(?:\b(?P<year>{_YEAR})\s+)?\b(?P<make>{_NAME})\b"
            rf"(?:\s+(?P<model>{said('series')}[ -]\w{{1,4}}|[\w-]{{1,12}}))?"
            rf"(?:,?\s+(?:{said('year_of')}\s+)?(?P<later>{_YEAR})\b)?"
        ),
        plate=re.compile(
            rf"\b{said('plate')}(?:\s+(?:{said('plate_is')}|:))*[\s:]+"
            r"(?P<plate>[a-z0-9]{1,4}(?:[ -]?[a-z0-9]{1,4}){1,3})\b"
        ),
        beside=re.compile(rf"[\s,.(;-]*(?:(?:{said('beside')}|{said('plate')})[\s,.:;-]*){{0,5}}"),
    )


def find(reading: Reading) -> list[Slot]:
    """The car as the customer says it, plate included; the whole answer where it was asked for.

    Cars are told where cars are the talk: at a garage, or a make with its model or year; a person may be called Opel.
    """
    if "vehicle" in reading.context.requested and (asked := answer(reading, contacts.find(reading))):
        return [reading.slot("vehicle", *asked, reading.text[slice(*asked)], 0.9)]
    is_garage = reading.context.category in GARAGES
    spans = [span for match in reading.matches(_words().vehicle) if (span := _vehicle(match, is_garage))]
    if not spans and is_garage:
        spans = [match.span() for match in reading.matches(_LONE) if match["model"] in _MODEL_OF]
    return [reading.slot("vehicle", *span, reading.text[slice(*span)]) for span in _joined(reading, spans)]


def _vehicle(match: re.Match[str], is_garage: bool) -> tuple[int, int] | None:
    """From the year or the make to the model or the year; None for what is likelier no car."""
    models = _MAKES[_MAKE_OF[match["make"]]]
    said, year = match["model"] or "", match["year"] or match["later"]
    if said.isdigit() and len(said) == 4 and said[:2] in {"19", "20"} and said not in models:
        said, year = "", year or said
    is_model = said.replace(" ", "-") in models or any(letter.isdigit() for letter in said)
    if not ((is_model and said.isalpha()) or year or (is_garage and match["make"] not in _ORDINARY)):
        return None
    is_cut = bool(said) and not is_model and not match["later"] and said != year
    return match.start(), match.end("make") if is_cut else match.end()


def _joined(reading: Reading, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cars and plates from left to right; a plate beside its car is told with it."""
    found: list[tuple[int, int]] = []
    for start, end in sorted([*spans, *_plates(reading)]):
        if found and _words().beside.fullmatch(reading.folded, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _plates(reading: Reading) -> list[tuple[int, int]]:
    matches = [*reading.matches(_words().plate)] or [*reading.matches(_BRITISH_PLATE)]
    return [match.span("plate") for match in matches if _is_plate(match["plate"])]


def _is_plate(text: str) -> bool:
    return len(re.sub(r"[ -]", "", text)) <= 9 and any(letter.isdigit() for letter in text)
