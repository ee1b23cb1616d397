"""What agents are told in the business entered: as they came, or as its owner revised them last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.models import AgentVersion
from agents.roster import Brief, roster
from businesses.desk import Provider

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from agents.catalogue.records import Tool
    from agents.roster import Agent
    from businesses.desk import Desk


@dataclass(frozen=True, slots=True)
class Briefed:
    """An agent with what it is told here; ``version`` 0 is what it came with."""

    agent: Agent
    brief: Brief
    version: int = 0


def read_briefs(_desk: Desk) -> Mapping[str, Briefed]:
    """As they are told here now."""
    return briefed_by(AgentVersion.objects.order_by("agent", "-number").distinct("agent"))


def briefed_by(versions: Iterable[AgentVersion]) -> Mapping[str, Briefed]:
    """Every agent by its key, as one of the versions has it or as it came."""
    revised = {each.agent: each for each in versions}
    return {agent.key: briefed(agent, revised.get(agent.key)) for agent in roster()}


def briefed(agent: Agent, version: AgentVersion | None) -> Briefed:
    return Briefed(agent, brief_of(agent, version), version.number) if version else Briefed(agent, agent.brief)


def briefed_as(agent: Agent, number: int) -> Briefed | None:
    """As a version tells it, 0 for what it came with; None where there is no such version here."""
    if number == 0:
        return Briefed(agent, agent.brief)
    version = AgentVersion.objects.filter(agent=agent.key, number=number).first()
    return briefed(agent, version) if version else None


def brief_of(agent: Agent, version: AgentVersion) -> Brief:
    """What the version says; of tools no more than the agent comes with now."""
    tools = frozenset(kind for kind in agent.brief.tools if kind in version.tools)
    return Brief(version.role, version.goal, version.tone, tuple(version.guardrails), tools)


BRIEFS = Provider("briefs", (AgentVersion,), read_briefs)


def tools_here(desk: Desk) -> dict[str, frozenset[Tool]]:
    """The tools each agent has in this business, by its key."""
    return {key: found.brief.tools for key, found in BRIEFS.of(desk).items()}
