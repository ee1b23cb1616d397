"""Words that stand around names, and words no name is made of.

Folded: lower case, without accents.  Nothing here names a person; a name is what is left.
"""

from __future__ import annotations

from functools import cache

from agents.understanding.phrases import wordset
from languages import codes, pieces, said

PART = "names"
PARTICLES = wordset("""
    van von vom zu zum zur der den ter ten te de del della dello delle degli dei di da das do dos du des la le lo los
    las y e i bin ibn bint ben abu al el ul af av st san santa santo mc mac o d l der dem op het 't ap fitz
""")
"""Small words inside a name: "van den Heuvel", "de la Cruz"."""


@cache
def joins() -> frozenset[str]:
    """What joins two people's names, whatever the language: "Anna und Peter Vogel"."""
    return frozenset({"+", "u", *said("times", "and")})


@cache
def titles() -> frozenset[str]:
    """What stands before a name, whatever the language: a guest keeps the title of theirs."""
    return frozenset(said(PART, "title", " "))


@cache
def hard(code: str) -> frozenset[str]:
    """Words that begin or make a sentence, wherever they stand and however they are written; none of one not served."""
    return frozenset(pieces(PART, "hard", code, " ")) if code in codes() else frozenset()


@cache
def ordinary(code: str) -> frozenset[str]:
    """Ordinary words of a language: written small they are no name."""
    return frozenset(pieces(PART, "sentence", code, " ")) if code in codes() else frozenset()


CAPITALS = wordset("love long soon so gia mia ora ola una vi su mi ha ma les era esta tal per")
"""The same where they have a capital, and so has what follows: "Mia Rossi"."""
BEGINNERS = wordset("will can may do an my mit sole sol mark art hope bill grace faith rose")
"""Ordinary words that are names as well: "Will May", "can yilmaz"."""
