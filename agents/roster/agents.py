"""An agent: a role the assistant speaks in. What it is comes from a plugin; what it is told, owners may revise."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.catalogue.records import CATEGORIES, FLOWS, MATTERS, Tool
from agents.roster.errors import AgentRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise

    from agents.catalogue import IntentRecord

KEY = re.compile(r"[a-z][a-z_]{1,19}")
LONGEST_LINE, LONGEST_GOAL, MOST_GUARDRAILS = 200, 500, 12

TOOLS: Mapping[Tool, _StrOrPromise] = {
    "book": gettext_lazy("Make bookings"),
    "change": gettext_lazy("Move, change and cancel bookings"),
    "order": gettext_lazy("Take orders"),
    "placed": gettext_lazy("Follow and cancel orders"),
    "waiting": gettext_lazy("Put on the waiting list"),
    "contact": gettext_lazy("Take a name and number for staff"),
    "owner": gettext_lazy("Prepare changes of the business for its owner"),
    "compare": gettext_lazy("Compare businesses"),
}
"""What an agent may do beside talking, by the task it opens: the only writes there are."""


@dataclass(frozen=True, slots=True)
class Brief:
    """How an agent speaks and what it may do. ``tools`` are kinds of tasks; guardrails are one sentence each."""

    role: _StrOrPromise
    goal: _StrOrPromise
    tone: _StrOrPromise
    guardrails: tuple[_StrOrPromise, ...] = ()
    tools: frozenset[Tool] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """``flows`` and ``categories`` are where it may speak, ``matters`` what it answers (``agents.catalogue``).

    ``is_routed``: conversations come to it by themselves; else by ``switch-agent`` alone. ``source`` is the package
    that brought it, empty for the product's own. A package may bring a subclass whose ``answers`` is code of its own.
    """

    key: str
    name: _StrOrPromise
    brief: Brief
    matters: frozenset[str] = frozenset(MATTERS)
    flows: frozenset[str] = frozenset({"dedicated"})
    categories: frozenset[str] = frozenset(CATEGORIES)
    is_routed: bool = True
    source: str = field(default="", compare=False)

    def may_speak(self, category: str, flow: str) -> bool:
        """A business of no known category, and the platform, have agents that are for every category."""
        return flow in self.flows and (category in self.categories or self.is_of_all)

    def answers(self, intent: IntentRecord, tools: frozenset[Tool]) -> bool:
        """Whether the intent is one of its matters, and what it opens one of the tools it has here."""
        return intent.matter in self.matters and (intent.tool is None or intent.tool in tools)

    @property
    def is_of_all(self) -> bool:
        return self.categories >= frozenset(CATEGORIES)

    @property
    def breadth(self) -> tuple[int, int, str]:
        """The narrower answers before the broader: a florist's before one for all local services."""
        return len(self.categories), len(self.matters), self.key


def checked(agent: object) -> Agent:
    """What a plugin brings, as an agent; raises ``AgentRefused`` with what is wrong."""
    if not isinstance(agent, Agent):
        raise AgentRefused(f"{type(agent).__name__} is not an agents.roster.Agent")
    if not KEY.fullmatch(agent.key):
        raise AgentRefused(f"the key “{agent.key}” is not 2 to 20 small letters and underscores")
    for name, given, known in (
        ("matters", agent.matters, MATTERS),
        ("flows", agent.flows, FLOWS),
        ("categories", agent.categories, CATEGORIES),
        ("tools", agent.brief.tools, tuple(TOOLS)),
    ):
        if stray := frozenset(given) - set(known):
            raise AgentRefused(f"{name}: {', '.join(sorted(stray))} is not of {', '.join(known)}")
    if faults := faults_in(agent.brief):
        raise AgentRefused("; ".join(f"{name}: {fault}" for name, fault in faults.items()))
    return agent


def faults_in(brief: Brief) -> dict[str, str]:
    """By field what is wrong with a brief; empty where nothing is."""
    limits = {"role": LONGEST_LINE, "goal": LONGEST_GOAL, "tone": LONGEST_LINE}
    found = {name: fault for name, most in limits.items() if (fault := fault_in(str(getattr(brief, name)), most))}
    if fault := fault_in_lines(list(map(str, brief.guardrails))):
        found["guardrails"] = fault
    return found


def fault_in_lines(lines: list[str]) -> str:
    """What is wrong with guardrails; empty where nothing is."""
    if len(lines) > MOST_GUARDRAILS:
        return _("Give at most %(most)d lines.") % {"most": MOST_GUARDRAILS}
    return next((fault for line in lines if (fault := fault_in(line, LONGEST_LINE))), "")


def fault_in(text: str, most: int) -> str:
    if not text.strip():
        return _("Say something here.")
    if len(text) > most:
        return _("At most %(most)d characters.") % {"most": most}
    return ""
