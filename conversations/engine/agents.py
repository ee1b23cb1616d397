"""Which agent answers what in this conversation, and whether what is wished may be done at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.roster import agent_for
from agents.roster.briefs import tools_here

if TYPE_CHECKING:
    from agents.roster import Agent
    from conversations.engine.scene import Scene


def agent_of(intent: str, scene: Scene) -> Agent:
    return agent_for(intent, category=scene.business.category, flow=scene.context.flow, tools=tools_here(scene.desk))


def may_do(kind: str, intent: str, scene: Scene) -> bool:
    """Whether an agent that answers the intent has the tool: an owner may have taken it from all of them."""
    return kind in tools_here(scene.desk)[agent_of(intent, scene).key]
