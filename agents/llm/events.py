"""What happens with language models, as the rest of the house hears of it: the events this room publishes."""

from __future__ import annotations

BUDGET_WARNED = "model_budget.warned"
