"""A message as the clauses that may each want something: "cancel friday, and where can I park?" holds two."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

READ = 1200  # characters in which intents are looked for
CLAUSES = 6
_END = re.compile(r"(?<=[.?!;…])\s+|\n+|\s+-\s+")
_STARTERS = (
    r"(?:do|does|is|are|can|could|may|what|what's|how|where|when|which|who|would|will|also|please|i|i'd|i'm|we|we'd|cancel|"
    r"book|move|change|add|tell|show|send|thanks|thank|bye|qué|cuánto|dónde|cuándo|puedo|tienen|quiero|hay|combien|où|quand|"
    r"est-ce|puis-je|avez-vous|je|wie|wo|wann|was|kann|haben|ich|gibt|quanto|dove|quando|posso|avete|vorrei|c'è|onde|têm|"
    r"quero|gracias|merci|danke|grazie|obrigado)"
)
_JOINT = re.compile(
    rf",?\s+(?:and|but|also|plus|y|pero|et|mais|und|aber|e|ma|mas)\s+(?={_STARTERS}\b)|,\s+(?={_STARTERS}\b)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^(?:if|when|because|since|wenn|si|se|quando|falls|cuando|porque)\b", re.IGNORECASE)
_EDGES = " ,\t"
_SAYS_SOMETHING = re.compile(r"[^\s,.!?;-]")


@dataclass(frozen=True, slots=True)
class Clause:
    """``start`` and ``end`` are offsets into the message that was divided."""

    text: str
    start: int
    end: int


def clauses(text: str) -> list[Clause]:
    """In the order said; the message itself when it does not divide."""
    whole = Clause(text[:READ], 0, min(len(text), READ))
    found = [part for sentence in _divided(whole, _END) for part in _parts(sentence)]
    return [clause for clause in map(_trimmed, found) if _SAYS_SOMETHING.search(clause.text)][:CLAUSES] or [whole]


def _parts(sentence: Clause) -> Iterator[Clause]:
    if _CONDITION.match(sentence.text):
        yield sentence
    else:
        yield from _divided(sentence, _JOINT)


def _divided(clause: Clause, joint: re.Pattern[str]) -> Iterator[Clause]:
    begun = 0
    for match in joint.finditer(clause.text):
        yield _slice(clause, begun, match.start())
        begun = match.end()
    yield _slice(clause, begun, len(clause.text))


def _trimmed(clause: Clause) -> Clause:
    begun = len(clause.text) - len(clause.text.lstrip(_EDGES))
    return _slice(clause, begun, len(clause.text.rstrip(_EDGES)))


def _slice(clause: Clause, begun: int, ended: int) -> Clause:
    return Clause(clause.text[begun:ended], clause.start + begun, clause.start + ended)
