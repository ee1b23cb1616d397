"""A package of somebody else's: an agent that works, one that fails when asked, and four that cannot be used."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agents.roster import Agent, Brief

if TYPE_CHECKING:
    from agents.catalogue import IntentRecord
    from agents.catalogue.records import Tool


class Florist(Agent):
    """Takes orders, and leaves it to the house to say how they stand."""

    def answers(self, intent: IntentRecord, tools: frozenset[Tool]) -> bool:
        return super().answers(intent, tools) and intent.name != "order_status"


class Thorn(Florist):
    def answers(self, intent: IntentRecord, tools: frozenset[Tool]) -> bool:
        raise RuntimeError("withered")


AGENT = Florist(
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
THORN = Thorn(key="thorn", name="Thorn", brief=AGENT.brief, categories=frozenset({"local_services"}))
BROKEN = replace(AGENT, key="broken", matters=frozenset({"weather"}))
STRANGER = "an agent"
TAKEN = replace(AGENT, key="food")
