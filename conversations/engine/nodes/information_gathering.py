from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.dialogue.choices import pick, pick_day
from conversations.engine.dialogue.forms import fill
from conversations.engine.dialogue.noting import note_allergies, note_wishes, plan_further, refer_to_topic, tell_staff
from conversations.engine.dialogue.repeating import repeat_last
from conversations.engine.dialogue.tasks import drops_task, is_unbooked, open_task, remember_details
from conversations.engine.turn import ask, tell
from conversations.wording import booking, talk

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
        drop_task(memory, reading, work)
    elif is_unbooked(memory, reading):
        tell(work, booking.not_yet())
        reading["acts"].remove("check_booking")
    else:
        gather(memory, work, context)
    work["stage"] = "INFORMATION_GATHERING"


def gather(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Open the task that is wished for and fill its form."""
    reading, before = work["reading"], memory.get("task")
    open_task(memory, reading)
    memory["suggested"] = False
    refer_to_topic(memory, reading)
    remember_details(memory, reading)
    task = memory.get("task")
    if task and not pick(task, reading):
        pick_day(task, reading)
    work["changed"] = fill(memory, reading)
    if task is not before:
        repeat_last(memory, reading, context)
    note_wishes(memory, reading)
    tell_staff(memory, work, context)
    plan_further(memory, work, context)


def drop_task(memory: Memory, reading: Reading, work: TurnWork) -> None:
    """Let go of what was being arranged; the word for it says nothing else."""
    task = memory.get("task")
    is_new = task is None or task["kind"] in {"book", "request"}
    memory["task"] = None
    tell(work, booking.dropped() if is_new else booking.unchanged())
    ask(work, talk.anything_else(), quick=(talk.quick_book(), talk.quick_hours(), talk.quick_person()))
    reading["acts"] = [act for act in reading["acts"] if act not in {"cancel", "deny", "complain"}]


def forget_stale_offers(memory: Memory, epoch: int) -> None:
    """After a person had the conversation, what was offered before is looked up anew."""
    task = memory.get("task")
    if task and memory.get("epoch", 0) != epoch:
        task["offers"], task["chosen"], task["awaits_yes"] = [], None, False
    memory["epoch"] = epoch
