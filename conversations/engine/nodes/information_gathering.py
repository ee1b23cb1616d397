from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.answers.allergens import names_allergy
from conversations.engine.dialogue.choices import pick, pick_day
from conversations.engine.dialogue.forms import fill
from conversations.engine.dialogue.tasks import drops_task, open_task
from conversations.engine.turn import tell
from conversations.wording import booking

if TYPE_CHECKING:
    from conversations.engine.state import Memory, Reading, TurnWork
    from conversations.engine.turn import TurnContext


def information_gathering(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Decide which task is open and put what was said into its form; corrections replace what was there."""
    reading = work["reading"]
    forget_stale_offers(memory, work["epoch"])
    note_allergies(memory, reading)
    work["changed"] = []
    if drops_task(memory, reading):
        memory["task"] = None
        tell(work, booking.dropped())
        reading["acts"].remove("cancel")
    else:
        open_task(memory, reading)
        task = memory.get("task")
        picked = pick(task, reading) if task else []
        if task and not picked:
            pick_day(task, reading)
        if task and picked:
            for name in ("date", "time"):
                reading["slots"].pop(name, None)
        changed = fill(memory, reading)
        work["changed"] = changed
        if task and picked and not changed:
            work["changed"] = []
    work["stage"] = "INFORMATION_GATHERING"


def forget_stale_offers(memory: Memory, epoch: int) -> None:
    """After a person had the conversation, what was offered before is looked up anew."""
    task = memory.get("task")
    if task and memory.get("epoch", 0) != epoch:
        task["offers"], task["chosen"], task["awaits_yes"] = [], None, False
    memory["epoch"] = epoch


def note_allergies(memory: Memory, reading: Reading) -> None:
    """An allergy that is mentioned stays with the booking, in the customer's words."""
    if "ask_allergen" not in reading["acts"] or not names_allergy(reading["text"]):
        return
    note, task = reading["text"][:200], memory.get("task")
    if task and task["kind"] in {"book", "request"}:
        task["form"]["note"] = note
    else:
        memory["note"] = note
