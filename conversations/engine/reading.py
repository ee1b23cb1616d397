"""From the messages of a turn to one reading of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.desk import TAUGHT, context_of
from agents.understanding.dialogue import DialogueState, update
from agents.understanding.engine import understand
from agents.understanding.phrases import wordset
from agents.understanding.stance import stance
from businesses.references import parse_reference
from conversations.engine.dialogue.tasks import OPENED_BY

if TYPE_CHECKING:
    from agents.understanding.intents import IntentModel
    from agents.understanding.types import Context, Intent, Understanding
    from conversations.engine.state import Memory, Reading, SlotReading
    from conversations.engine.turn import TurnContext

# From here on a wish counts: the first of a message, and any further one.
FIRST_INTENT, SECOND_INTENT = 0.3, 0.4
NOTHING = frozenset({"out_of_scope"})
# Courtesies are told from other words by little, and answering one that was not meant sounds odd; so does fetching a
# person nobody asked for.
COURTESIES = {"greet": 0.4, "thank": 0.4, "bye": 0.4, "deny": 0.5, "ask_human": 0.5}
GREETING = re.compile(
    r"^\W*(?:hi+|hello|hey|hiya|good (?:morning|afternoon|evening|day)|ciao|buongiorno|hola|buenos dias|bonjour|hallo"
    r"|guten (?:morgen|tag|abend)|ol[aá]|bom dia)(?: (?:there|again|everyone|team))?\b[\s,.!-]+(?=\w+\W+\w)",
    re.IGNORECASE,
)
# Words beside details that add no wish of their own.
BESIDE_DETAILS = wordset(
    """
    a an the at on for in by with to from of around about please pls plz then and or so ok okay well um uh hmm just
    maybe what how us that's be will party there lets let's say i'd go take
    el la le il para pour per für fur am bitte
    """
)
# Joined, with a hyphen, or spaced in capitals; "7pm-9pm" is the one thing people type that looks alike.
REFERENCE = re.compile(r"\b(?!\d[ap]m)(?:[A-Za-z0-9]{3}[\-\u2013]?[A-Za-z0-9]{3}|[A-Z0-9]{3} [A-Z0-9]{3})\b")

# Shaped like a reference, whatever its letters.
ODD_REFERENCE = re.compile(r"\b(?=\w{0,2}[A-Za-z]|\w{3}-\w{0,2}[A-Za-z])[A-Z0-9]{3}-[A-Z0-9]{3}\b")


def read(texts: list[str], memory: Memory, context: TurnContext) -> Reading:
    """Each message read on its own, in order; of two values for one detail the later counts."""
    given = context_of(
        context.desk,
        now=context.now,
        flow=context.flow,
        locale=context.locale,
        requested=memory.get("requested", ()),
    )
    return merged([heard(text, given, TAUGHT.of(context.desk).model) for text in texts])


@dataclass(frozen=True, slots=True)
class Heard:
    """A message, the greeting it opens with and a booking's reference in it, and what was understood of the rest: to
    understanding both are noise.
    """

    text: str
    rest: str
    reference: str | None
    understanding: Understanding

    @property
    def is_bare(self) -> bool:
        """Whether it says details and nothing about them: "friday 8pm", "table for two, please"."""
        left = list(self.rest)
        for slot in self.understanding.slots:
            left[slot.start : slot.end] = " " * (slot.end - slot.start)
        words = re.findall(r"[^\W_]+(?:'\w+)?", "".join(left).lower())
        return bool(self.understanding.slots) and BESIDE_DETAILS.issuperset(words)


def heard(text: str, given: Context, taught: IntentModel | None) -> Heard:
    rest, reference = without_reference(text)
    rest = GREETING.sub("", rest)
    return Heard(text, rest, reference, understand(rest, given, taught=taught))


def merged(messages: list[Heard]) -> Reading:
    understandings = [message.understanding for message in messages]
    best = max(understandings, key=lambda each: (each.intent.name not in NOTHING, each.intent.confidence)).intent
    acts: list[str] = []
    slots: dict[str, SlotReading] = {}
    rejected: list[str] = []
    services: list[SlotReading] = []
    items: list[int] = []
    for message in messages:
        each = message.understanding
        acts += [
            intent.name
            for intent in counted(each, is_about_booking=message.reference is not None)
            if intent.name not in {*acts, *NOTHING}
        ]
        slots.update(slots_in(each))
        services += [service for service in services_in(each) if service not in services]
        items += [int(str(slot.value)) for slot in each.slots if slot.name == "item" and str(slot.value).isdigit()]
        if message.reference:
            slots["reference"] = {"value": message.reference, "text": message.reference, "alternatives": []}
        elif odd := ODD_REFERENCE.search(message.text):
            slots["reference"] = {"value": None, "text": odd.group(), "alternatives": []}
        rejected += [slot.name for slot in each.slots if slot.role == "rejected"]
    if len(services) > 1:
        slots["service"] = services[0]
    worst = max(understandings, key=lambda each: each.safety.injection).safety
    return {
        "text": "\n".join(message.text for message in messages),
        "intent": best.name,
        "confidence": round(best.confidence, 3),
        "acts": acts,
        "stance": stance(messages[-1].rest),
        "slots": slots,
        "rejected": [name for name in rejected if name not in slots],
        "items": list(dict.fromkeys(items)),
        "further": [int(each["value"]) for each in services[1:]],
        "is_correction": any(slot.role == "correction" for each in understandings for slot in each.slots),
        "is_bare": all(message.is_bare for message in messages),
        "injection": round(worst.injection, 3),
        "reasons": list(worst.reasons),
    }


def counted(understanding: Understanding, *, is_about_booking: bool) -> list[Intent]:
    """The intents sure enough to count; a booking named by its reference leaves little doubt what "cancel" means."""
    first, *further = understanding.intents
    sure = [intent for intent in further if intent.confidence >= SECOND_INTENT]
    is_sure = first.confidence >= COURTESIES.get(first.name, FIRST_INTENT) or (
        is_about_booking and first.name in OPENED_BY
    )
    return [first, *sure] if is_sure else sure


def slots_in(understanding: Understanding) -> dict[str, SlotReading]:
    """One slot per name.

    Understanding's own "reference" is to an earlier order ("the usual"); here the word means a booking's.
    """
    held = update(DialogueState(), understanding).slots
    return {
        name: {"value": each.value, "text": each.text, "alternatives": list(each.alternatives)}
        for name, each in held.items()
        if name != "reference"
    }


def services_in(understanding: Understanding) -> list[SlotReading]:
    """The different services asked for together: "a cut and a beard trim"; one that replaces another is alone."""
    found: dict[str, SlotReading] = {}
    for slot in understanding.slots:
        if slot.name == "service" and slot.role == "said" and slot.value:
            found.setdefault(str(slot.value), {"value": slot.value, "text": slot.text, "alternatives": []})
    return list(found.values())


def without_reference(text: str) -> tuple[str, str | None]:
    """The text without the first booking reference in it, and that; digits alone are a phone number's."""
    for match in REFERENCE.finditer(text):
        if re.search(r"[A-Za-z]", match.group()) and (found := parse_reference(match.group())):
            return f"{text[: match.start()]}{text[match.end() :]}", found
    return text, None
