from __future__ import annotations

import re
from typing import TYPE_CHECKING

from agents.understanding.stance import calls_off
from conversations.engine.answers.allergens import states_allergy
from conversations.engine.dialogue.choices import pick, pick_day
from conversations.engine.dialogue.forms import fill, only_asks
from conversations.engine.dialogue.tasks import drops_task, is_unbooked, open_task, remember_details
from conversations.engine.turn import ask, tell
from conversations.wording import booking, talk

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, TurnWork
    from conversations.engine.turn import TurnContext

PRONOUN = re.compile(r"\b(?:it|that|this|one)\b", re.IGNORECASE)
NOTE = 300
"""Characters of a note; a booking's has room for more."""


def information_gathering(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Decide which task is open and put what was said into its form; corrections replace what was there."""
    reading = work["reading"]
    forget_stale_offers(memory, work["epoch"])
    note_allergies(memory, reading)
    work["changed"] = []
    if drops_task(memory, reading):
        drop_task(memory, reading, work)
    elif is_unbooked(memory, reading):
        tell(work, booking.not_yet())
        reading["acts"].remove("check_booking")
    else:
        if memory.get("task") and calls_off(reading["text"]):
            reading["acts"] = [act for act in reading["acts"] if act != "cancel"]
        open_task(memory, reading)
        memory["suggested"] = False
        refer_to_topic(memory, reading)
        remember_details(memory, reading)
        task = memory.get("task")
        picked = pick(task, reading) if task else []
        if task and not picked:
            pick_day(task, reading)
        if task and picked:
            for name in ("date", "time"):
                reading["slots"].pop(name, None)
        changed = fill(memory, reading)
        note_wishes(memory, reading)
        plan_further(memory, reading, work, context)
        work["changed"] = changed
        if task and picked and not changed:
            work["changed"] = []
    work["stage"] = "INFORMATION_GATHERING"


def drop_task(memory: Memory, reading: Reading, work: TurnWork) -> None:
    """Let go of what was being arranged; the word for it says nothing else."""
    task = memory.get("task")
    is_new = task is None or task["kind"] in {"book", "request"}
    memory["task"] = None
    tell(work, booking.dropped() if is_new else booking.unchanged())
    ask(work, talk.anything_else(), quick=(talk.quick_book(), talk.quick_hours(), talk.quick_person()))
    reading["acts"] = [act for act in reading["acts"] if act not in {"cancel", "deny", "complain"}]


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


def plan_further(memory: Memory, reading: Reading, work: TurnWork, context: TurnContext) -> None:
    """Several services wished for together are booked one after the other, and that is said."""
    task = memory.get("task")
    if task is None or task["kind"] != "book" or not reading["further"]:
        return
    memory["further"] = reading["further"]
    named = [service.name for key in reading["further"] if (service := context.desk.service(key))]
    if first := context.desk.service(task["form"].get("service", 0)):
        tell(work, booking.one_at_a_time(first.name, named))


def forget_stale_offers(memory: Memory, epoch: int) -> None:
    """After a person had the conversation, what was offered before is looked up anew."""
    task = memory.get("task")
    if task and memory.get("epoch", 0) != epoch:
        task["offers"], task["chosen"], task["awaits_yes"] = [], None, False
    memory["epoch"] = epoch


def note_allergies(memory: Memory, reading: Reading) -> None:
    """An allergy that is mentioned stays with the booking, in the customer's words."""
    if not states_allergy(reading["text"]):
        return
    note, task = reading["text"][:200], memory.get("task")
    if task and task["kind"] in {"book", "request"}:
        task["form"]["note"] = note
    else:
        memory["note"] = note
