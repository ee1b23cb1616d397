"""The eight agents: who answers what.  Data only; routing picks from here and the API lists it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.catalogue import intents_of, record


@dataclass(frozen=True, slots=True)
class Agent:
    """``flows`` is where the agent may speak; what it answers is the catalogue's."""

    key: str
    name: str | Promise
    role: str | Promise
    flows: frozenset[str]

    @property
    def intents(self) -> frozenset[str]:
        return intents_of(self.key)


CUSTOMERS = frozenset({"dedicated"})
EVERYWHERE = frozenset({"dedicated", "dashboard", "global"})

CONCIERGE = Agent(
    "concierge",
    _("Front desk"),
    _("Welcomes, sorts out what is wanted"),
    EVERYWHERE,
)

ROSTER: tuple[Agent, ...] = (
    CONCIERGE,
    Agent(
        "booking",
        _("Booking desk"),
        _("Finds times, books, moves and cancels"),
        CUSTOMERS,
    ),
    Agent(
        "menu",
        _("Menu and services"),
        _("Knows what is offered, what it costs and what is in it"),
        CUSTOMERS,
    ),
    Agent(
        "orders",
        _("Orders"),
        _("Takes and follows orders"),
        CUSTOMERS,
    ),
    Agent(
        "information",
        _("Information"),
        _("Hours, address, parking, payment and other facts"),
        CUSTOMERS,
    ),
    Agent(
        "care",
        _("Customer care"),
        _("Complaints, emergencies and the way to a person"),
        EVERYWHERE,
    ),
    Agent(
        "insights",
        _("Insights"),
        _("Tells the business's own people how it is doing"),
        frozenset({"dashboard"}),
    ),
    Agent("discovery", _("Discovery"), _("Finds and compares businesses"), frozenset({"global"})),
)

BY_KEY = {agent.key: agent for agent in ROSTER}


def agents_of(flow: str) -> list[Agent]:
    return [agent for agent in ROSTER if flow in agent.flows]


def agent_for(intent: str, *, flow: str) -> Agent:
    """The agent that answers an intent in a flow; the front desk where none does."""
    known = record(intent)
    agent = BY_KEY[known.agent] if known else CONCIERGE
    return agent if flow in agent.flows else CONCIERGE
