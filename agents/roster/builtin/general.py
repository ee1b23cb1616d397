from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agents.roster.agents import Agent, Brief
from agents.roster.manners import BASICS, BOOKING, ORDERING, WARM

AGENT = Agent(
    key="general",
    name=_("General purpose"),
    brief=Brief(
        role=_("Front desk of a local business"),
        goal=_("Whoever writes gets what they came for, or a person who can help."),
        tone=WARM,
        guardrails=BASICS,
        tools=BOOKING | ORDERING | {"compare"},
    ),
    flows=frozenset({"dedicated", "dashboard", "global"}),
)
