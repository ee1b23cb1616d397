"""A message as the clauses that may each want something: "cancel friday, and where can I park?" holds two."""

from __future__ import annotations

import re

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


def clauses(text: str) -> list[str]:
    """In the order said; the message itself when it does not divide."""
    found = []
    for sentence in _END.split(text[:READ].strip()):
        if _CONDITION.match(sentence):
            found.append(sentence)
        else:
            found += _JOINT.split(sentence)
    return [clause.strip(" ,") for clause in found if clause.strip(" ,.!?;-")][:CLAUSES] or [text[:READ]]
