from __future__ import annotations

from typing import TYPE_CHECKING

from agents.roster import CONCIERGE, agent_for
from conversations.engine.commands import Alarm, Ask, CallPerson, Courtesy, Open
from conversations.engine.tasks.protocol import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.engine.scene import Scene


def agent_routing(scene: Scene) -> Scene:
    """Name the agent whose business this is: the one chosen by hand, else by what was just said, else by the task."""
    found = (agent_for(intent, flow=scene.context.flow) for intent in intents(scene))
    named = next((agent.key for agent in found if agent is not CONCIERGE), CONCIERGE.key)
    return scene.remembering(agent=scene.memory.pinned_agent or named).working(stage="AGENT_ROUTING")


def intents(scene: Scene) -> Iterator[str]:
    for command in scene.commands:
        if isinstance(command, Alarm | CallPerson):
            yield "ask_human"
        elif isinstance(command, Ask | Open | Courtesy):
            yield command.intent
    if scene.task is not None:
        yield kind_of(scene.task).intent
