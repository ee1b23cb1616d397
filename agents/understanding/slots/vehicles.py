"""The car a garage is asked about: make, model, year, and its plate."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Json, Slot

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
GARAGES = frozenset({"garage", "automotive", "auto", "auto_repair", "mechanic"})
_ORDINARY = {"mini", "seat", "smart", "rover"}  # also plain words: only a make beside a model or a year
_MAKE_OF = {make.lower(): make for make in _MAKES} | _ALIASES
_MODEL_OF = {model: make for make, models in _MAKES.items() for model in models if model.isalpha() and len(model) > 3}
_NAME = "|".join(sorted((re.escape(name) for name in _MAKE_OF), key=len, reverse=True))
_YEAR = r"(?:19[5-9]|20[0-4])\d"
_VEHICLE = re.compile(
    rf"(?:\b(?P<year>{_YEAR})\s+)?\b(?P<make>{_NAME})\b"
    r"(?:\s+(?P<model>(?:model|series|serie)[ -]\w{1,4}|[\w-]{1,12}))?"
    rf"(?:,?\s+(?:from\s+|of\s+|de\s+|von\s+)?(?P<later>{_YEAR})\b)?"
)
_LONE = re.compile(r"\b(?P<model>[a-z]{4,12})\b")
_PLATE_CUE = re.compile(
    r"\b(?:plates?|licen[cs]e|registration|reg|matricula|plaque|immatriculation|kennzeichen|targa|placa)"
    r"(?:\s+(?:number|no\.?|is|es|est|ist|e|:))*[\s:]+(?P<plate>[a-z0-9]{1,4}(?:[ -]?[a-z0-9]{1,4}){1,3})\b"
)
_BRITISH_PLATE = re.compile(r"\b(?P<plate>[a-z]{2}\d{2} ?[a-z]{3})\b")


def find(reading: Reading) -> list[Slot]:
    """Cars where cars are the talk: at a garage, or a make with its model or year; a person may be called Opel."""
    is_garage = reading.context.category in GARAGES
    found = [slot for match in reading.matches(_VEHICLE) if (slot := _vehicle(reading, match, is_garage))]
    if not found and is_garage:
        found = [
            reading.slot(
                "vehicle", *match.span(), {"make": _MODEL_OF[match["model"]], "model": match["model"].title()}, 0.8
            )
            for match in reading.matches(_LONE)
            if match["model"] in _MODEL_OF
        ]
    return found + _plates(reading)


def _vehicle(reading: Reading, match: re.Match[str], is_garage: bool) -> Slot | None:
    make = _MAKE_OF[match["make"]]
    said, year = match["model"] or "", match["year"] or match["later"]
    if said.isdigit() and len(said) == 4 and said[:2] in {"19", "20"} and said not in _MAKES[make]:
        said, year = "", year or said
    is_model = said.replace(" ", "-") in _MAKES[make] or any(c.isdigit() for c in said)
    is_known_model = is_model and said.isalpha()
    if not (is_known_model or year or (is_garage and match["make"] not in _ORDINARY)):
        return None
    value: dict[str, Json] = {"make": make}
    end = match.end()
    if is_model:
        value["model"] = said.title() if said.isalpha() else said.upper()
    elif said:
        end = match.end("make") if not match["later"] and said != year else end
    if year:
        value["year"] = int(year)
    return reading.slot("vehicle", match.start(), end, value)


def _plates(reading: Reading) -> list[Slot]:
    matches = [*reading.matches(_PLATE_CUE)] or [*reading.matches(_BRITISH_PLATE)]
    plates = ((match.span("plate"), re.sub(r"[ -]", "", match["plate"]).upper()) for match in matches)
    return [reading.slot("plate", *span, plate) for span, plate in plates if _is_plate(plate)]


def _is_plate(text: str) -> bool:
    return len(text) <= 9 and any(letter.isdigit() for letter in text)
