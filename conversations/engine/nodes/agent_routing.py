from __future__ import annotations

from typing import TYPE_CHECKING

from agents.catalogue import OUT_OF_SCOPE
from agents.roster import GENERAL
from conversations.engine.agents import agent_of
from conversations.engine.commands import Alarm, Ask, CallPerson, Courtesy, Open
from conversations.engine.modules.routing import routed
from conversations.engine.tasks.protocol import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conversations.engine.scene import Scene


def agent_routing(scene: Scene) -> Scene:
    """Name the agent whose business this is, by what was just said and by the task; the general one comes last."""
    meant = tuple(dict.fromkeys(intents(scene)))
    found = [agent_of(intent, scene) for intent in meant] or [agent_of(OUT_OF_SCOPE, scene)]
    named = next((key for key in found if key != GENERAL), GENERAL)
    if scene.context.by_modules:
        scene, named = routed(scene, meant, named)
    return scene.remembering(agent=named).working(stage="AGENT_ROUTING")


def intents(scene: Scene) -> Iterator[str]:
    for command in scene.commands:
        if isinstance(command, Alarm | CallPerson):
            yield "ask_human"
        elif isinstance(command, Ask | Open | Courtesy):
            yield command.intent
    if scene.task is not None:
        yield kind_of(scene.task).intent
