"""What a model costs: by LiteLLM's list, which is in its package and read as a file, or as somebody has said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agents.llm.providers import model_providers

if TYPE_CHECKING:
    from agents.llm.providers import ModelProvider
    from agents.llm.values import Usage

LIST = "model_prices_and_context_window_backup.json"
PRICED = {"input_cost_per_token", "output_cost_per_token"}
MILLION = 1_000_000
SMALLEST = Decimal("0.000000001")
"""What the ledger keeps: a token of the cheapest model listed costs a hundred times as much."""
USUAL_WINDOW = 32_000
"""Tokens, of models no list tells of: what current servers offer at least."""


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million tokens; ``cached`` for those the provider has read before. ``window``: tokens it can read."""

    asked: Decimal
    answered: Decimal
    cached: Decimal
    window: int = USUAL_WINDOW

    def of(self, usage: Usage) -> Decimal:
        fresh = usage.asked - usage.cached
        whole = fresh * self.asked + usage.cached * self.cached + usage.answered * self.answered
        return (whole / MILLION).quantize(SMALLEST)

    @property
    def is_free(self) -> bool:
        return not (self.asked or self.answered)


FREE = Price(Decimal(0), Decimal(0), Decimal(0))


def told_price(asked: Decimal, answered: Decimal, window: int = USUAL_WINDOW) -> Price:
    """A price somebody has said."""
    return Price(asked, answered, asked, window)


@cache
def _list() -> dict[str, Any]:
    """Of our providers, the models that have a price by token."""
    spec = find_spec("litellm")  # importing it takes seconds
    if spec is None or spec.origin is None:
        return {}
    rows = json.loads(Path(spec.origin).with_name(LIST).read_text(encoding="utf-8"))
    ours = {each.listed_as.rstrip("/") for each in model_providers().values()}
    return {name: row for name, row in rows.items() if row.get("litellm_provider") in ours and row.keys() >= PRICED}


def listed_price(provider: ModelProvider, model: str) -> Price | None:
    """The price by the list, or None for a model it does not hold."""
    if provider.is_free:
        return FREE
    if not provider.listed_as:
        return None
    row = _list().get(f"{provider.listed_as}{model}") or _list().get(model)
    if not row or row["litellm_provider"] != provider.listed_as.rstrip("/"):
        return None
    asked, answered = (_per_million(row[f"{side}_cost_per_token"]) for side in ("input", "output"))
    cached = _per_million(row.get("cache_read_input_token_cost", row["input_cost_per_token"]))
    return Price(asked, answered, cached, int(row.get("max_input_tokens") or USUAL_WINDOW))


def _per_million(per_token: float) -> Decimal:
    return Decimal(repr(per_token)) * MILLION
