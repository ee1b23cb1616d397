"""The agents there are, and which of them answers what: all of it derived from the plugins (``docs/agents.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from agents.catalogue import record, taught
from agents.roster.agents import TOOLS, Agent, Brief
from agents.roster.loading import find_agents

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agents.catalogue import IntentRecord
    from agents.catalogue.records import Tool

logger = structlog.get_logger(__name__)

__all__ = ["GENERAL", "TOOLS", "Agent", "Brief", "agent_called", "agent_for", "agents_of", "may_answer", "roster"]

GENERAL = "general"
"""The key of the agent that answers where no other does."""


def roster() -> tuple[Agent, ...]:
    return find_agents().agents


def agent_called(key: str) -> Agent:
    """The agent of that name; the general one where it is not there any longer."""
    agents = {each.key: each for each in roster()}
    return agents.get(key) or agents[GENERAL]


def agents_of(category: str, flow: str) -> list[Agent]:
    """Who may speak in a business of the category, the narrower first."""
    return [agent for agent in roster() if agent.may_speak(category, flow)]


def agent_for(intent: str, *, category: str, flow: str, tools: Mapping[str, frozenset[Tool]] | None = None) -> Agent:
    """The narrowest agent whose matter the intent is and that has the tool it needs; the general one where none is.

    ``tools`` are those each agent has in this business, by its key; else those it comes with. What an owner taught is
    information.
    """
    known = record(intent) or taught(intent)
    for agent in agents_of(category, flow):
        if agent.is_routed and may_answer(agent, known, tools[agent.key] if tools else agent.brief.tools):
            return agent
    return agent_called(GENERAL)


def may_answer(agent: Agent, intent: IntentRecord, tools: frozenset[Tool]) -> bool:
    """Whether the agent says it does, with these tools; one whose own code fails answers nothing."""
    try:
        return agent.answers(intent, tools)
    except Exception:  # whatever a package of somebody else's raises
        logger.exception("agent_failed", agent=agent.key, source=agent.source)
        return False
