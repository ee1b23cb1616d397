from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conversations.engine.state import Memory, TurnWork
    from conversations.engine.turn import TurnContext


def greeting(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """The first turn: what the conversation starts out knowing.

    That an AI is speaking has been said already, by the message every conversation opens with.
    """
    memory["greeted"] = True
    memory.setdefault("task", None)
    memory.setdefault("person", {})
    memory.setdefault("bookings", [])
    work["stage"] = "GREETING"
