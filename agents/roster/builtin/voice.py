from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from agents.roster.agents import Agent, Brief
from agents.roster.manners import BASICS, BOOKING, OF_CUSTOMERS, ORDERING, SPOKEN

AGENT = Agent(
    key="voice",
    name=_("Voice"),
    brief=Brief(
        role=_("Front desk on the telephone"),
        goal=_("Callers are understood the first time, and hear one thing at a time."),
        tone=SPOKEN,
        guardrails=BASICS,
        tools=BOOKING | ORDERING,
    ),
    matters=OF_CUSTOMERS,
    is_routed=False,
)
