from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.dialogue import handing_off, writing

if TYPE_CHECKING:
    from conversations.engine.state import Memory, TurnWork
    from conversations.engine.turn import TurnContext


def workflow_trigger(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """The only stage that writes: book, cancel, move, hand over.  What follows a write (mails, reminders) is started by
    the event committed with it.
    """
    work["stage"] = "WORKFLOW_TRIGGER"
    task = memory.get("task")
    if reason := work.get("hand_off"):
        handing_off.hand_off(reason, memory, work, context)
    elif task is not None:
        writing.WRITES[task["kind"]](memory, task, work, context)
