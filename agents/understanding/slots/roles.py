"""Which values replace an earlier one and which are turned down."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agents.understanding.slots.reading import Reading
    from agents.understanding.types import Slot

_CORRECTION = re.compile(
    r"\b(?:make (?:it|that)|change (?:it|that|this|the [\w ]{1,30}?|my [\w ]{1,30}?)? ?(?:to|for)|actually|sorry|i me(?:an|ant)"
    r"|change [^.!?]{0,30}\bto|instead|on second thou?ght|correction|wait|let's (?:make it|do|say)|rather|switch|move (?:it|that|my [\w ]{1,30}?) to"
    r"|mejor|en realidad|perdon|plutot|en fait|lieber|doch|eigentlich|anzi|meglio|na verdade|melhor)\b"
    r"|^\s*(?:no|nope|nein|non|nao)\b"
)
_REJECTED = re.compile(
    r"(?:\bnot|\binstead of|\brather than|\bisn't|\bwasn't|\bdon't want|\bcan't do|\bcannot do|\bno longer|\banything but"
    r"|\b(?:change|move|switch|reschedule|shift|update)\b[^.!?]{0,40}\bfrom|\bnicht|\bno el|\bpas|\bnon)"
    r"\s+(?:(?:at|on|for|the|under|a|in|by|with|until|until the|el|le|am|um)\s+)*$"
)
_MARKED = frozenset({"people", "date", "time", "duration", "first_name", "last_name", "phone", "email", "service", "staff",
                     "item", "quantity", "place", "budget"})  # fmt: skip


def mark(reading: Reading, slots: Iterable[Slot]) -> list[Slot]:
    """Slots with their role: after "actually" a correction, after "not" or "instead of" rejected."""
    first = _CORRECTION.search(reading.folded)
    return [replace(slot, role=_role(reading, slot, first)) if slot.name in _MARKED else slot for slot in slots]


def _role(reading: Reading, slot: Slot, correction: re.Match[str] | None) -> str:
    if _REJECTED.search(reading.folded[max(0, slot.start - 80) : slot.start]):
        return "rejected"
    is_correction = correction is not None and (correction.start() <= slot.start or correction[0] == "instead")
    return "correction" if is_correction else "said"
