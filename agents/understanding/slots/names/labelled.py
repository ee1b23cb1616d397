"""First and last name told each under its own word: "first name is spelled Katarzyna, last name Wojcik"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from agents.understanding.slots.names.words import PART
from agents.understanding.spoken import greetings
from agents.understanding.tagger.words import is_first_name
from agents.understanding.tokens import fold, fold_letters
from languages import choices, codes, known, said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.understanding.slots.reading import Reading

_CAPITALS = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w'’-]+)(?: +[^\W\d_a-zà-ÿ][\w'’-]+)*")
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?(?: +[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?){0,4}")


@dataclass(frozen=True, slots=True)
class _Labels:
    """The words of every language: what is beside names tells its language badly."""

    of: Mapping[str, re.Pattern[str]]
    """What comes before a first name, and before a last one."""
    end: re.Pattern[str]
    alone: re.Pattern[str]
    """A label, with nothing beside it."""
    of_both: re.Pattern[str]
    """French calls the whole so as well: "au nom de Camille Roux"."""


@cache
def _labels() -> _Labels:
    first, last, whole = (choices(PART, section, *codes()) for section in ("first_name", "last_name", "whole_name"))
    before, after = choices(PART, "label_of", *codes()), choices(PART, "label_is", *codes())
    also = "|".join(sorted(word for word in said("times", "and") if word.isalpha()))
    return _Labels(
        of={
            kind: re.compile(rf"\b(?:{before} )?{words}(?:\s*[:=]|\s+{after})*\s+")
            for kind, words in (("first_name", first), ("last_name", last))
        },
        end=re.compile(rf"[,;:!?\n()]|\.(?=\s|$)|\s(?:(?:{also})\s+)?(?:{before}\s+)?(?:{first}|{last})\b|$"),
        alone=re.compile(rf"{first}|{last}"),
        of_both=re.compile(rf"\b{whole}\s+$"),
    )


def labelled_parts(reading: Reading) -> dict[str, tuple[int, int]]:
    """Where ``first_name`` and ``last_name`` stand when both are told so: "nombre" alone names no part."""
    found: dict[str, tuple[int, int]] = {}
    begins: dict[str, int] = {}
    labels = _labels()
    for kind, label in labels.of.items():
        for cue in reading.matches(label):
            end = labels.end.search(reading.folded, cue.end())
            told = _WORDS.fullmatch(reading.text[cue.end() : end.start() if end else len(reading.text)].rstrip())
            if told is not None:
                found.setdefault(kind, (cue.end(), cue.end() + len(told[0])))
                begins.setdefault(kind, cue.start())
    if "last_name" in found and "first_name" not in found and (first := _before(reading, found["last_name"][0])):
        found = {"first_name": first, **found}
    if "first_name" in found and "last_name" not in found and (last := _alone(reading, begins["first_name"])):
        found = {**found, "last_name": last}
    return found if len(found) == len(labels.of) else {}


def _before(reading: Reading, end: int) -> tuple[int, int] | None:
    """The name said before the label of the last one: "under Ada, surname Lovelace", "Iker de nombre, apellidos …"."""
    labels = _labels()
    told = [
        match
        for match in _CAPITALS.finditer(reading.text, 0, end)
        if not labels.alone.fullmatch(fold_letters(match[0]))
    ]
    names = [match for match in told if any(is_first_name(fold(word)) for word in match[0].split()) or match.start()]
    is_of_both = labels.of_both.search(reading.folded, 0, end) is not None
    return (names or told)[-1].span() if told and not is_of_both else None


def _alone(reading: Reading, end: int) -> tuple[int, int] | None:
    """The last name, which alone stands before the label of the first: "D'Agostino, nome Maria Sole"."""
    before = reading.text[:end].rstrip(" ,")
    is_name = _CAPITALS.fullmatch(before) and fold(before) not in greetings(known(reading.language))
    return (0, len(before)) if is_name and reading.text[len(before) : end].strip() == "," else None
