from __future__ import annotations

from typing import TYPE_CHECKING

from agents.roster import CONCIERGE, agent_for

if TYPE_CHECKING:
    from conversations.engine.state import Memory, TurnWork
    from conversations.engine.turn import TurnContext

ABOUT_TASK = {
    "book": "book",
    "request": "book",
    "cancel": "cancel",
    "reschedule": "reschedule",
    "check": "check_booking",
    "leave_contact": "ask_human",
}


def agent_routing(memory: Memory, work: TurnWork, context: TurnContext) -> None:
    """Name the agent whose business this is: by what was just said, else by the task that is open."""
    task, acts = memory.get("task"), work["reading"]["acts"]
    about = [*acts, ABOUT_TASK[task["kind"]]] if task else acts
    found = next((agent for act in about if (agent := agent_for(act, flow=context.flow)) is not CONCIERGE), CONCIERGE)
    memory["agent"] = found.key
    work["stage"] = "AGENT_ROUTING"
