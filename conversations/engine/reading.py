"""From the messages of a turn to one reading of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.engine import understand
from agents.understanding.types import Context, Vocabulary
from businesses.references import parse_reference

if TYPE_CHECKING:
    from agents.understanding.types import Slot, Understanding
    from conversations.engine.state import Memory, Reading, SlotReading
    from conversations.engine.turn import TurnContext

# A second wish in one message counts from here; the first always does.
SECOND_INTENT = 0.5
NOTHING = frozenset({"out_of_scope"})
# Joined, with a hyphen, or spaced in capitals; "7pm-9pm" is the one thing people type that looks alike.
REFERENCE = re.compile(r"\b(?!\d[ap]m)(?:[A-Za-z0-9]{3}[\-\u2013]?[A-Za-z0-9]{3}|[A-Z0-9]{3} [A-Z0-9]{3})\b")


def read(texts: list[str], memory: Memory, context: TurnContext) -> Reading:
    """Each message read on its own, in order; of two values for one detail the later counts."""
    given = Context(
        now=context.now,
        timezone=context.business.zone,
        category=context.business.category,
        flow=context.flow,
        locale=context.locale,
        requested=tuple(memory.get("requested", ())),
        vocabulary=context.desk.vocabulary or Vocabulary(),
        hours=context.desk.hours,
    )
    return merged([understand(text, given) for text in texts])


def merged(understandings: list[Understanding]) -> Reading:
    best = max(understandings, key=lambda each: (each.intent.name not in NOTHING, each.intent.confidence)).intent
    acts: list[str] = []
    slots: dict[str, SlotReading] = {}
    rejected: list[str] = []
    for each in understandings:
        counted = [each.intent, *(intent for intent in each.intents[1:] if intent.confidence >= SECOND_INTENT)]
        acts.extend(intent.name for intent in counted if intent.name not in {*acts, *NOTHING})
        # Understanding's own "reference" is to an earlier order ("the usual"); here the word means a booking's.
        said = [slot for slot in each.slots if slot.name != "reference"]
        rejected += [slot.name for slot in said if slot.role == "rejected"]
        slots.update({slot.name: _slot(slot) for slot in said if slot.role != "rejected"})
        if reference := reference_in(each.text):
            slots["reference"] = {"value": reference, "text": reference, "alternatives": []}
    worst = max(understandings, key=lambda each: each.safety.injection).safety
    return {
        "text": "\n".join(each.text for each in understandings),
        "intent": best.name,
        "confidence": round(best.confidence, 3),
        "acts": acts,
        "slots": slots,
        "rejected": [name for name in rejected if name not in slots],
        "injection": round(worst.injection, 3),
        "reasons": list(worst.reasons),
    }


def _slot(slot: Slot) -> SlotReading:
    return {"value": slot.value, "text": slot.text, "alternatives": list(slot.alternatives)}


def reference_in(text: str) -> str | None:
    """The first booking reference in a text; digits alone are a phone number's, not a reference."""
    candidates = (match.group() for match in REFERENCE.finditer(text) if re.search(r"[A-Za-z]", match.group()))
    return next((found for each in candidates if (found := parse_reference(each))), None)
