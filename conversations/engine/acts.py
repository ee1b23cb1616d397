"""Which of the intents read from a message count, given what was just asked.

An intent is read from the words alone; whether "8pm" is a question about hours or the answer to "what time?" depends on
the conversation.  Here the conversation decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.understanding.slots.names import is_introduction
from conversations.engine.dialogue.tasks import BOOKING_DETAILS, OPENED_BY
from conversations.engine.dialogue.tasks import is_question as asks_fact
from conversations.engine.phrases import (
    AGAIN,
    ASKED_BY,
    ASKS_WHY,
    COME,
    DIET,
    DISCOUNT,
    IDENTITY,
    LATE,
    WHEN,
    WHEN_IS_IT,
    WHO,
)

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, SlotReading

SURE, COMPLAINT = 0.5, 0.65
# From here on even a message of bare details is an emergency.
GRAVE = 0.8
ORDERING = frozenset({"order", "change_order", "order_status"})
# What still counts in a message that answers what was asked, and how sure it must be: "demain soir" cancels nothing.
BESIDE = 0.75
BESIDE_AN_ANSWER = frozenset({"affirm", "deny", "thank", "bye", "ask_human", "emergency", "complain", "cancel"})
BESIDE_BARE_DETAILS = frozenset({"affirm", "deny"})
MENU = frozenset({"ask_menu", "ask_allergen", "ask_price", "order"})
NAMES = ("name", "first_name", "last_name")
CONTACT = frozenset({"phone", "email"})
MOMENT = frozenset({"date", "time"})
THING = frozenset({"service", "people", "staff"})
# Which details put a question again: "and on Monday?", "and the margherita?".
ASKED_AGAIN_WITH = {
    "ask_hours": frozenset({"date"}),
    "ask_price": frozenset({"service", "item"}),
    "ask_menu": frozenset({"item"}),
    "ask_allergen": frozenset({"item"}),
}


def counted(memory: Memory, reading: Reading) -> list[str]:
    """The intents of the reading that are meant, in the order read."""
    if said := plainly_said(memory, reading):
        return [said]
    if "name" in memory.get("requested", ()) and (name := only_name(reading)):
        reading["slots"] = name
        is_wish = reading["confidence"] >= SURE and not is_introduction(reading["text"])
        return [act for act in reading["acts"] if act in BESIDE_AN_ANSWER and is_wish]
    if reading["is_bare"]:
        return of_bare_details(memory, reading)
    reading["acts"] = [act for act in reading["acts"] if act not in unlikely(memory, reading)]
    is_sure_question = looks_like_question(reading["text"]) and reading["confidence"] >= SURE
    if answers_request(memory, reading) and not is_sure_question:
        return [act for act in reading["acts"] if act in BESIDE_AN_ANSWER] if reading["confidence"] >= BESIDE else []
    return weighed(memory, reading)


def weighed(memory: Memory, reading: Reading) -> list[str]:
    """The intents against what else the message says, and what the conversation is about."""
    acts, is_question = reading["acts"], looks_like_question(reading["text"])
    is_guess = bool(reading["slots"]) and reading["confidence"] < SURE
    is_detail = bool(memory.get("task") or CONTACT & reading["slots"].keys() or is_guess)
    if is_detail and not is_question:
        acts = [act for act in acts if not asks_fact(act)]
    if asks_when(memory, reading):
        return ["ask_availability"]
    if outweighed(acts, reading) or asks_for_help(acts, reading):
        return ["book"]
    if names_booking(acts, reading):
        acts = ["book", *acts]
    if is_question and DIET.search(reading["text"]) and not MENU & set(acts):
        acts = [*acts, "ask_menu"]
    if "ask_price" in acts and DISCOUNT.search(reading["text"]):
        acts = ["ask_fact" if act == "ask_price" else act for act in acts]
    if "ask_allergen" in acts:
        acts = [act for act in acts if act != "ask_menu"]
    if names_booking_only(acts, reading) and not memory.get("task"):
        return ["check_booking"]
    if not acts and is_question:
        acts = of_unplaced_question(reading)
    return [act for act in acts if act not in ORDERING] if is_about_booking(memory, reading) else acts


def plainly_said(memory: Memory, reading: Reading) -> str:
    """What some phrases say whatever else is guessed from the words around them."""
    text, requested = reading["text"], set(memory.get("requested", ()))
    if IDENTITY.search(text):
        return "ask_identity"
    if WHO.search(text):
        return "ask_staff"
    if WHEN_IS_IT.search(text) and (memory.get("bookings") or memory.get("task")):
        return "check_booking"
    if LATE.search(text) and not looks_like_question(text):
        return "running_late"
    is_person_asked = bool(requested & {"name", *CONTACT}) and "date" not in requested
    if is_person_asked and ASKS_WHY.search(text) and not CONTACT & reading["slots"].keys():
        return "ask_why"
    return ""


def of_bare_details(memory: Memory, reading: Reading) -> list[str]:
    """Details alone wish for nothing: what they are for is known from before, or they are a booking asked for."""
    grave = ["emergency"] if "emergency" in reading["acts"] and reading["confidence"] >= GRAVE else []
    if not memory.get("task") and asks_again(memory, reading):
        return [*grave, memory["question"]]
    return grave + [act for act in reading["acts"] if act in BESIDE_BARE_DETAILS and memory.get("task")]


def asks_again(memory: Memory, reading: Reading) -> bool:
    """Whether the last question is put again for something else; of hours a bare day is enough."""
    question = memory.get("question", "")
    said = reading["slots"].keys() - {"resource"}
    is_elliptic = question == "ask_hours" or AGAIN.search(reading["text"])
    return bool(said and is_elliptic) and said <= ASKED_AGAIN_WITH.get(question, frozenset())


def outweighed(acts: list[str], reading: Reading) -> bool:
    """Whether what is named, a day or hour and what for, says more than a guess at the intent does."""
    if reading["confidence"] >= SURE or not MOMENT & reading["slots"].keys() or {"reschedule", "cancel"} & set(acts):
        return False
    return bool(THING & reading["slots"].keys())


def asks_for_help(acts: list[str], reading: Reading) -> bool:
    """ "My tooth hurts, do you have anything today?" complains of no service."""
    is_pain = "complain" in acts and reading["confidence"] < COMPLAINT
    is_wish = bool(MOMENT & reading["slots"].keys()) or COME.search(reading["text"]) is not None
    return is_pain and is_wish and looks_like_question(reading["text"])


def asks_when(memory: Memory, reading: Reading) -> bool:
    """ "When can you do it?" asks for a time for what was spoken of, not for the opening hours."""
    choice = reading["slots"]["choice"]["value"] if "choice" in reading["slots"] else None
    is_asked = WHEN.search(reading["text"]) is not None or (
        choice == "earlier" and looks_like_question(reading["text"])
    )
    is_about = bool(memory.get("topic")) or "service" in reading["slots"]
    return is_asked and is_about and reading["confidence"] < SURE


def names_booking_only(acts: list[str], reading: Reading) -> bool:
    """Whether a booking is named by its reference and nothing sure is wished for it."""
    is_guess = reading["confidence"] < SURE and not set(acts) & OPENED_BY.keys()
    return "reference" in reading["slots"] and (not acts or is_guess)


def names_booking(acts: list[str], reading: Reading) -> bool:
    """Whether a statement says what is to be booked and when, whatever else it asks or tells."""
    slots = reading["slots"].keys()
    is_named = bool(MOMENT & slots) and {"service", "people"} <= slots
    return is_named and not looks_like_question(reading["text"]) and all(asks_fact(act) for act in acts)


def of_unplaced_question(reading: Reading) -> list[str]:
    """A question about something here that fits no intent: about what it names, or about a fact, known or not."""
    slots = reading["slots"].keys()
    if MOMENT & slots:
        return []
    if "item" in slots:
        return ["ask_menu"]
    if "service" in slots:
        return ["ask_services"]
    is_elsewhere = reading["intent"] == "out_of_scope" and reading["confidence"] >= SURE
    says_little = len(reading["text"].split()) < 2  # "what?", "???"
    return [] if is_elsewhere or says_little or slots else ["ask_fact"]


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
    return has_booking and "item" not in reading["slots"] and bool(set(BOOKING_DETAILS) & reading["slots"].keys())
