"""From the messages of a turn to one reading of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.dialogue import DialogueState, update
from agents.understanding.engine import understand
from agents.understanding.stance import stance
from agents.understanding.types import Context, Vocabulary
from businesses.references import parse_reference
from conversations.engine.overlooked import overlooked

if TYPE_CHECKING:
    from agents.understanding.types import Intent, Understanding
    from conversations.engine.state import Memory, Reading, SlotReading
    from conversations.engine.turn import TurnContext

# From here on a wish counts: the first of a message, and any further one.
FIRST_INTENT, SECOND_INTENT = 0.3, 0.4
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
    return merged([understand(text, given, taught=context.desk.taught) for text in texts], given)


def merged(understandings: list[Understanding], given: Context) -> Reading:
    best = max(understandings, key=lambda each: (each.intent.name not in NOTHING, each.intent.confidence)).intent
    acts: list[str] = []
    slots: dict[str, SlotReading] = {}
    rejected: list[str] = []
    for each in understandings:
        acts += [intent.name for intent in counted(each) if intent.name not in {*acts, *NOTHING}]
        found = slots_in(each)
        slots.update(found | overlooked(each.text, found, given))
        rejected += [slot.name for slot in each.slots if slot.role == "rejected"]
    worst = max(understandings, key=lambda each: each.safety.injection).safety
    return {
        "text": "\n".join(each.text for each in understandings),
        "intent": best.name,
        "confidence": round(best.confidence, 3),
        "acts": acts,
        "stance": stance(understandings[-1].text),
        "slots": slots,
        "rejected": [name for name in rejected if name not in slots],
        "injection": round(worst.injection, 3),
        "reasons": list(worst.reasons),
    }


def counted(understanding: Understanding) -> list[Intent]:
    first, *further = understanding.intents
    sure = [intent for intent in further if intent.confidence >= SECOND_INTENT]
    return [first, *sure] if first.confidence >= FIRST_INTENT else sure


def slots_in(understanding: Understanding) -> dict[str, SlotReading]:
    """One slot per name, and the reference of a booking.

    Understanding's own "reference" is to an earlier order ("the usual"); here the word means a booking's.
    """
    held = update(DialogueState(), understanding).slots
    slots: dict[str, SlotReading] = {
        name: {"value": each.value, "text": each.text, "alternatives": list(each.alternatives)}
        for name, each in held.items()
        if name != "reference"
    }
    if reference := reference_in(understanding.text):
        slots["reference"] = {"value": reference, "text": reference, "alternatives": []}
    return slots


def reference_in(text: str) -> str | None:
    """The first booking reference in a text; digits alone are a phone number's, not a reference."""
    candidates = (match.group() for match in REFERENCE.finditer(text) if re.search(r"[A-Za-z]", match.group()))
    return next((found for each in candidates if (found := parse_reference(each))), None)
