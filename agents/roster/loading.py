"""Finding agents: the product's own, from ``builtin``, and those of installed packages, by their entry points.

A package names its agents under ``[project.entry-points."xseven.agents"]``: ``florist = "florist_agent:AGENT"``. One
that cannot be used is left out and told by ``manage.py check``; the others work.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import structlog

from agents.roster import builtin
from agents.roster.agents import checked
from agents.roster.errors import AgentRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from agents.roster.agents import Agent

logger = structlog.get_logger(__name__)

GROUP = "xseven.agents"
NAME = "AGENT"
"""What a module of ``builtin`` calls its agent."""


@dataclass(frozen=True, slots=True)
class Found:
    """All agents, the narrower first, and by where it comes from why one was left out."""

    agents: tuple[Agent, ...]
    faults: dict[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an agent is said to be; ``source`` is the package, empty for the product's own."""

    name: str
    source: str
    load: Callable[[], object]


@cache
def find_agents() -> Found:
    """Once a process; a package that is installed later is found by the next one."""
    agents: dict[str, Agent] = {}
    faults: dict[str, str] = {}
    for place in places():
        try:
            agent = replace(checked(place.load()), source=place.source)
            if agent.key in agents:
                raise AgentRefused(f"another agent is called {agent.key} already")
        except Exception as error:  # noqa: BLE001  # whatever a package of somebody else's raises
            logger.warning("agent_left_out", agent=place.name, source=place.source, error=repr(error))
            faults[f"{place.source}:{place.name}"] = str(error) or repr(error)
        else:
            agents[agent.key] = agent
    return Found(tuple(sorted(agents.values(), key=lambda each: each.breadth)), faults)


def places() -> Iterator[Place]:
    """The product's own come first, so that no package takes their names."""
    for module in pkgutil.iter_modules(builtin.__path__):
        yield Place(module.name, "", partial(_own, module.name))
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        yield Place(point.name, point.dist.name if point.dist else "?", point.load)


def _own(name: str) -> object:
    return getattr(import_module(f"{builtin.__name__}.{name}"), NAME)
