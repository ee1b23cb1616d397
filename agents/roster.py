"""The eight agents: who answers what.  Data only; routing picks from here and the API lists it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Agent:
    """``intents`` are those of ``agents.understanding``; ``flows`` where the agent may speak."""

    key: str
    name: str | Promise
    role: str | Promise
    intents: frozenset[str]
    flows: frozenset[str]


CUSTOMERS = frozenset({"dedicated"})
EVERYWHERE = frozenset({"dedicated", "dashboard", "global"})

CONCIERGE = Agent(
    "concierge",
    _("Front desk"),
    _("Welcomes, sorts out what is wanted"),
    frozenset({"greet", "thank", "bye"}),
    EVERYWHERE,
)

ROSTER: tuple[Agent, ...] = (
    CONCIERGE,
    Agent(
        "booking",
        _("Booking desk"),
        _("Finds times, books, moves and cancels"),
        frozenset({"book", "ask_availability", "reschedule", "cancel", "check_booking", "join_waitlist"}),
        CUSTOMERS,
    ),
    Agent(
        "menu",
        _("Menu and services"),
        _("Knows what is offered, what it costs and what is in it"),
        frozenset({"ask_menu", "ask_services", "ask_price", "ask_allergen"}),
        CUSTOMERS,
    ),
    Agent(
        "orders",
        _("Orders"),
        _("Takes and follows orders"),
        frozenset({"order", "change_order", "order_status"}),
        CUSTOMERS,
    ),
    Agent(
        "information",
        _("Information"),
        _("Hours, address, parking, payment and other facts"),
        frozenset({"ask_hours", "ask_location", "ask_parking", "ask_payment", "ask_contact", "ask_fact"}),
        CUSTOMERS,
    ),
    Agent(
        "care",
        _("Customer care"),
        _("Complaints, emergencies and the way to a person"),
        frozenset({"complain", "ask_human", "emergency"}),
        EVERYWHERE,
    ),
    Agent(
        "insights",
        _("Insights"),
        _("Tells the business's own people how it is doing"),
        frozenset({"owner_report", "owner_bookings", "owner_revenue", "owner_update"}),
        frozenset({"dashboard"}),
    ),
    Agent(
        "discovery", _("Discovery"), _("Finds and compares businesses"), frozenset({"compare"}), frozenset({"global"})
    ),
)

BY_KEY = {agent.key: agent for agent in ROSTER}


def agents_of(flow: str) -> list[Agent]:
    return [agent for agent in ROSTER if flow in agent.flows]


def agent_for(intent: str, *, flow: str) -> Agent:
    """The agent that answers an intent in a flow; the front desk where none does."""
    if flow == "dashboard" and intent.startswith("owner_"):
        return BY_KEY["insights"]
    return next((agent for agent in agents_of(flow) if intent in agent.intents), CONCIERGE)
