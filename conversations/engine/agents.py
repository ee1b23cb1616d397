"""Which agent answers what in this conversation, and what may be done in it at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agents.catalogue import tool_for
from agents.roster import agent_for, agents_of
from agents.roster.briefs import tools_here
from conversations.engine.opening import opens

if TYPE_CHECKING:
    from conversations.engine.scene import Scene


def agent_of(intent: str, scene: Scene) -> str:
    """The key of the one chosen by hand, if it has the tool for what the intent opens; else of the narrowest."""
    tools, chosen, kind = tools_here(scene.desk), scene.memory.pinned_agent, opens(intent)
    if chosen in tools and (not kind or tool_for(kind) in tools[chosen]):
        return chosen
    return agent_for(intent, category=scene.business.category, flow=scene.context.flow, tools=tools).key


def may_do(kind: str, scene: Scene) -> bool:
    """Whether an agent that may speak here has the tool: an owner may have taken it from all of them."""
    tools, chosen = tools_here(scene.desk), scene.memory.pinned_agent
    speaking = agents_of(scene.business.category, scene.context.flow)
    return any(tool_for(kind) in tools[each.key] for each in speaking if each.is_routed or each.key == chosen)
