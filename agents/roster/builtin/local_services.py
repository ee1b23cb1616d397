from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agents.roster.agents import Agent, Brief
from agents.roster.manners import BASICS, BOOKING, OF_CUSTOMERS, ORDERING, WARM

AGENT = Agent(
    key="local_services",
    name=_("Local services"),
    brief=Brief(
        role=_("Office of a tradesperson or local service"),
        goal=_("Customers know who comes, when and where, and what they have to prepare."),
        tone=WARM,
        guardrails=(*BASICS, _("Give no instructions for gas, electricity or anything dangerous.")),
        tools=BOOKING | ORDERING,
    ),
    matters=OF_CUSTOMERS,
    categories=frozenset({"local_services"}),
)
