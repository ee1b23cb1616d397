"""What is kept of a message beside the form: wishes, allergies, what "it" means, what comes next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conversations.engine.answers.allergens import states_allergy
from conversations.engine.dialogue.forms import only_asks
from conversations.engine.turn import tell
from conversations.wording import booking, facts

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, TurnWork
    from conversations.engine.turn import TurnContext

PRONOUN = re.compile(r"\b(?:it|that|this|one)\b", re.IGNORECASE)
NOTE = 300
"""Characters of a note; a booking's has room for more."""
WITH = re.compile(r"\bwith ([A-Z][a-z]{2,})\b")
ONE_BY_ONE = 4
"""Up to so many people are booked one after the other; a larger number was hardly people."""


def note_allergies(memory: Memory, reading: Reading) -> None:
    """An allergy that is mentioned stays with the booking, in the customer's words."""
    if not states_allergy(reading["text"]):
        return
    note, task = reading["text"][:200], memory.get("task")
    if task and task["kind"] in {"book", "request"}:
        task["form"]["note"] = note
    else:
        memory["note"] = note


def note_wishes(memory: Memory, reading: Reading) -> None:
    """A place wished for and an occasion are noted with the booking, in the customer's words; no rows hold them."""
    task = memory.get("task")
    if task is None or task["kind"] not in {"book", "request"} or only_asks(reading):
        return
    noted = [task["form"].get("note", "")]
    noted += [reading["slots"][name]["text"] for name in ("place", "occasion") if name in reading["slots"]]
    if note := ", ".join(dict.fromkeys(filter(None, noted))):
        task["form"]["note"] = note[:NOTE]


def refer_to_topic(memory: Memory, reading: Reading) -> None:
    """ "How long does it take?" is about the service spoken of last."""
    is_open = {"ask_price", "ask_services"} & set(reading["acts"]) and not {"service", "item"} & reading["slots"].keys()
    if is_open and memory.get("topic") and PRONOUN.search(reading["text"]):
        reading["slots"]["service"] = {"value": memory["topic"], "text": "", "alternatives": []}


def tell_staff(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Somebody asked for who does not work here is not passed over in silence."""
    task, reading, names = memory.get("task"), work["reading"], [member.name for member in context.desk.staff]
    asked = WITH.search(reading["text"])
    if task and task["kind"] == "book" and names and asked and not {"staff", "name"} & reading["slots"].keys():
        tell(work, facts.nobody_called(asked[1], names))


def plan_further(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Several services wished for together, or one for several people, are booked one after the other, and that is
    said.
    """
    task, further = memory.get("task"), work["reading"]["further"]
    first = context.desk.service(task["form"].get("service", 0)) if task and task["kind"] == "book" else None
    if task is None or first is None:
        return
    people = task["form"].get("people", 1)
    if further:
        memory["further"] = further
        named = [service.name for key in further if (service := context.desk.service(key))]
        tell(work, booking.one_at_a_time(first.name, named))
    elif not first.needs_party and 1 < people <= ONE_BY_ONE:
        memory["further"] = [first.id] * (people - 1)
        task["form"]["people"] = 1
        tell(work, booking.one_each(people))
