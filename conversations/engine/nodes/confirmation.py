from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.dialogue import booking, existing
from conversations.engine.turn import ask, tell
from conversations.wording import asking
from conversations.wording import booking as booking_wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from conversations.engine.state import Memory, Task, TurnWork
    from conversations.engine.turn import TurnContext

READ_BACK: dict[str, Callable[[Task, TurnWork, TurnContext], None]] = {
    "book": booking.read_back,
    "cancel": existing.read_back_cancel,
    "reschedule": existing.read_back_move,
}


def confirmation(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Read everything back and wait for a yes to exactly that; a change in between is read back anew."""
    work["stage"] = "CONFIRMATION"
    task = memory.get("task")
    if task is None:
        return
    stance, acts = work["reading"]["stance"], work["reading"]["acts"]
    says_it_again = task["kind"] == "cancel" and "cancel" in acts  # "cancel it" is the yes to "shall I cancel it?"
    was_read_back = task["awaits_yes"] and not work["changed"]
    if was_read_back and (stance == "yes" or says_it_again):
        work["is_agreed"] = True
    elif was_read_back and stance == "no":
        refuse(memory, task, work, context)
    else:
        task["awaits_yes"] = True
        READ_BACK[task["kind"]](task, work, context)


def refuse(memory: Memory, task: Task, work: TurnWork, context: TurnContext) -> None:
    """A no: a booking is not made and what is wrong with it asked for; one that exists is left as it is."""
    task["awaits_yes"] = False
    if task["kind"] == "book":
        ask(work, asking.what_to_change(), "date", "time", "people", "service", "name", "phone", "email")
        return
    found = context.repository.own_booking(task["verified"])
    tell(work, booking_wording.kept(found, context.business))
    memory["task"] = None
