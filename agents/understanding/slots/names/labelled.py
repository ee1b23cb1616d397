"""First and last name told each under its own word: "first name is spelled Katarzyna, last name Wojcik"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives, wordset
from agents.understanding.spoken import greetings
from agents.understanding.tagger.words import is_first_name
from agents.understanding.tokens import fold, fold_letters
from languages import known

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading

_FIRST = alternatives("first name|given name|forename|vorname|prenom|nombre|nome(?: proprio)?")
_LAST = alternatives("""
    last name|surname|family name|nachname|familienname|zuname|nom(?: de famille)?|apellidos?|cognome|apelido|sobrenome
""")
_BEFORE_IT = r"(?:\s*[:=]|\s+(?:is|ist|es|est|c'est|e'?|spelled|spelt|written))*\s+"
_LABELLED = {
    kind: re.compile(rf"\b(?:my |the |mein |meine |mi |mon |le |il mio |o meu )?{words}{_BEFORE_IT}")
    for kind, words in (("first_name", _FIRST), ("last_name", _LAST))
}
_AND = r"(?:(?:and|und|y|et|e|ed)\s+)?(?:(?:the|my|der|mi|el|le|mon|il|o)\s+)?"
_END = re.compile(rf"[,;:!?\n()]|\.(?=\s|$)|\s{_AND}(?:{_FIRST}|{_LAST})\b|$")


_CAPITALS = re.compile(r"(?:[^\W\d_a-zà-ÿ][\w'’-]+)(?: +[^\W\d_a-zà-ÿ][\w'’-]+)*")
_LABELS = wordset("vorname nachname prenom nom nombre apellido apellidos nome cognome sobrenome apelido surname")
_OF_BOTH = re.compile(r"\bnom\s+$|\bnom\s+de\s+$")
"""French calls the whole so as well: "au nom de Camille Roux"."""
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?(?: +[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?){0,4}")


def labelled_parts(reading: Reading) -> dict[str, tuple[int, int]]:
    """Where ``first_name`` and ``last_name`` stand when both are told so: "nombre" alone names no part."""
    found: dict[str, tuple[int, int]] = {}
    begins: dict[str, int] = {}
    for kind, label in _LABELLED.items():
        for cue in reading.matches(label):
            end = _END.search(reading.folded, cue.end())
            told = _WORDS.fullmatch(reading.text[cue.end() : end.start() if end else len(reading.text)].rstrip())
            if told is not None:
                found.setdefault(kind, (cue.end(), cue.end() + len(told[0])))
                begins.setdefault(kind, cue.start())
    if "last_name" in found and "first_name" not in found and (first := _before(reading, found["last_name"][0])):
        found = {"first_name": first, **found}
    if "first_name" in found and "last_name" not in found and (last := _alone(reading, begins["first_name"])):
        found = {**found, "last_name": last}
    return found if len(found) == len(_LABELLED) else {}


def _before(reading: Reading, end: int) -> tuple[int, int] | None:
    """The name said before the label of the last one: "under Ada, surname Lovelace", "Iker de nombre, apellidos …"."""
    said = [match for match in _CAPITALS.finditer(reading.text, 0, end) if fold_letters(match[0]) not in _LABELS]
    names = [match for match in said if any(is_first_name(fold(word)) for word in match[0].split()) or match.start()]
    is_of_both = _OF_BOTH.search(reading.folded, 0, end) is not None
    return (names or said)[-1].span() if said and not is_of_both else None


def _alone(reading: Reading, end: int) -> tuple[int, int] | None:
    """The last name, which alone stands before the label of the first: "D'Agostino, nome Maria Sole"."""
    before = reading.text[:end].rstrip(" ,")
    is_name = _CAPITALS.fullmatch(before) and fold(before) not in greetings(known(reading.language))
    return (0, len(before)) if is_name and reading.text[len(before) : end].strip() == "," else None
