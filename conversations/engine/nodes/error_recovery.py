from __future__ import annotations

from typing import TYPE_CHECKING

from conversations.engine.turn import ask
from conversations.wording import handoff, talk

if TYPE_CHECKING:
    from conversations.engine.state import Memory, TurnWork
    from conversations.engine.turn import TurnContext


def error_recovery(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """A node failed: say so in plain words and offer a person.  The memory is as it was before that node."""
    work["parts"] = []
    work["is_ready"] = work["is_agreed"] = False
    work.setdefault("changed", [])
    if task := memory.get("task"):
        task["awaits_yes"] = False
    memory["offered_person"] = True
    ask(work, handoff.trouble(), quick=(talk.quick_person(),))
    work["stage"] = "ERROR_RECOVERY"
