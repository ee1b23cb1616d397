"""Which of the intents read from a message count, given what was just asked.

An intent is read from the words alone; whether "8pm" is a question about hours or the answer to "what time?" depends on
the conversation.  Here the conversation decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.slots.names import is_introduction
from conversations.engine.dialogue.tasks import TELLING_DETAILS, is_question

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, SlotReading

SURE = 0.5
ORDERING = frozenset({"order", "change_order", "order_status"})
# What still counts in a message that answers what was asked, and how sure it must be: "demain soir" cancels nothing.
BESIDE = 0.75
BESIDE_AN_ANSWER = frozenset({"affirm", "deny", "thank", "bye", "ask_human", "emergency", "complain", "cancel"})
ASKED_BY = re.compile(
    r"[?\uff1f\u061f\u00bf]|^\W*(?:(?:and|also|but|oh|ok|okay|hi|hello)\W+)*(?:what|when|where|which|who|why|how|do|does|did|is|are|can|could"
    r"|will|would|have|has|any|tell me|may|should"
    r"|qué|cuá\w+|dónde|cómo|hay|tienen|puedo|pueden|a qué|quand|où|quel\w*|combien|est-ce|avez|y a|puis|peut"
    r"|wann|wo|wie|was (?:kostet|habt|haben|gibt)|welche\w*|haben|habt|gibt|kann|könn\w+"
    r"|quando|dove|quant[oi]|quali?|che|avete|c'è|posso|potete|a che|onde|qua(?:l|is)|t[eê]m|há|podem|a que)\b",
    re.IGNORECASE,
)
NAMES = ("name", "first_name", "last_name")
CONTACT = frozenset({"phone", "email"})


def counted(memory: Memory, reading: Reading) -> list[str]:
    """The intents of the reading that are meant, in the order read."""
    acts = reading["acts"]
    if "name" in memory.get("requested", ()) and (said := only_name(reading)):
        reading["slots"] = said
        is_wish = reading["confidence"] >= SURE and not is_introduction(reading["text"])
        return [act for act in acts if act in BESIDE_AN_ANSWER and is_wish]
    acts = [act for act in acts if act not in unlikely(memory, reading)]
    is_sure_question = looks_like_question(reading["text"]) and reading["confidence"] >= SURE
    if answers_request(memory, reading) and not is_sure_question:
        return [act for act in acts if act in BESIDE_AN_ANSWER] if reading["confidence"] >= BESIDE else []
    is_detail = bool(memory.get("task") or CONTACT & reading["slots"].keys())
    if is_detail and not looks_like_question(reading["text"]):
        acts = [act for act in acts if not is_question(act)]
    if not acts and "reference" in reading["slots"] and not memory.get("task"):
        return ["check_booking"]
    if not acts and is_unplaced_question(reading):
        return ["ask_fact"]
    if is_about_booking(memory, reading):
        acts = [act for act in acts if act not in ORDERING]
    return acts


def is_unplaced_question(reading: Reading) -> bool:
    """A question about something here that fits no intent: then it is one about a fact, known or not."""
    is_elsewhere = reading["intent"] == "out_of_scope" and reading["confidence"] >= SURE
    return not is_elsewhere and not reading["slots"] and looks_like_question(reading["text"])


def looks_like_question(text: str) -> bool:
    return any(ASKED_BY.search(line) for line in text.splitlines())


def answers_request(memory: Memory, reading: Reading) -> bool:
    """Whether the message gives one of the details the last reply asked for."""
    return bool(memory.get("task") and set(memory.get("requested", ())) & reading["slots"].keys())


def unlikely(memory: Memory, reading: Reading) -> frozenset[str]:
    """What a reading is hardly right about: unsure, a wish for a person beside a detail; while booking, an order, where
    the reading is unsure or the message turns down what was read back ("no, change something").
    """
    slots, is_unsure = reading["slots"], reading["confidence"] < SURE
    person = frozenset({"ask_human"}) if slots and is_unsure else frozenset()
    is_no_order = memory.get("task") and "item" not in slots and (is_unsure or reading["stance"] == "no")
    return person | ORDERING if is_no_order else person


def only_name(reading: Reading) -> dict[str, SlotReading]:
    """The name, where the message is that and nothing else: "Jan" is then no month, and what it is like no wish."""
    said = {name: reading["slots"][name] for name in NAMES if name in reading["slots"]}
    parts = [slot["text"] for slot in said.values()]
    is_alone = reading["text"].strip(" .!,") in {" ".join(parts), *parts}
    return said if parts and (is_alone or is_introduction(reading["text"])) else {}


def is_about_booking(memory: Memory, reading: Reading) -> bool:
    """Whether "make it five" is about the booking that is being made, or was just made, and not about a dish."""
    has_booking = bool(memory.get("task") or memory.get("done"))
    return has_booking and "item" not in reading["slots"] and bool(TELLING_DETAILS & reading["slots"].keys())
