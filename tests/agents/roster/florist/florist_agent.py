"""A package of somebody else's: one agent that works, and four that cannot."""

from __future__ import annotations

from dataclasses import replace

from agents.roster import Agent, Brief

AGENT = Agent(
    key="florist",
    name="Florist",
    brief=Brief(
        role="Florist behind the counter",
        goal="Flowers are there on the day they are for.",
        tone="Cheerful.",
        guardrails=("Promise no flower out of season.",),
        tools=frozenset({"order", "placed"}),
    ),
    matters=frozenset({"orders"}),
    categories=frozenset({"local_services"}),
)
BROKEN = replace(AGENT, key="broken", matters=frozenset({"weather"}))
STRANGER = "an agent"
TAKEN = replace(AGENT, key="food")
