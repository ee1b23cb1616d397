"""First and last name told each under its own word: "first name is spelled Katarzyna, last name Wojcik"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.phrases import alternatives

if TYPE_CHECKING:
    from agents.understanding.slots.reading import Reading

_FIRST = alternatives("first name|given name|forename|vorname|prenom|nombre|nome(?: proprio)?")
_LAST = alternatives("""
    last name|surname|family name|nachname|familienname|zuname|nom(?: de famille)?|apellidos?|cognome|apelido|sobrenome
""")
_BEFORE_IT = r"(?:\s*[:=]|\s+(?:is|ist|es|est|e'?|spelled|spelt|written))*\s+"
_LABELLED = {
    kind: re.compile(rf"\b(?:my |the |mein |meine |mi |mon |il mio |o meu )?{words}{_BEFORE_IT}")
    for kind, words in (("first_name", _FIRST), ("last_name", _LAST))
}
_END = re.compile(rf"[,;:!?\n()]|\.(?=\s|$)|\s(?:(?:and|und|y|et|e|ed)\s+)?(?:{_FIRST}|{_LAST})\b|$")


_WORDS = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?(?: +[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?){0,4}")


def labelled_parts(reading: Reading) -> dict[str, tuple[int, int]]:
    """Where ``first_name`` and ``last_name`` stand when both are told so: "nombre" alone names no part."""
    found: dict[str, tuple[int, int]] = {}
    for kind, label in _LABELLED.items():
        for cue in reading.matches(label):
            end = _END.search(reading.folded, cue.end())
            told = _WORDS.fullmatch(reading.text[cue.end() : end.start() if end else len(reading.text)].rstrip())
            if told is not None:
                found.setdefault(kind, (cue.end(), cue.end() + len(told[0])))
    return found if len(found) == len(_LABELLED) else {}
