"""Who serves language models: read from ``providers.json``; another provider is another line there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Dialect = Literal["openai", "anthropic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelProvider:
    """``listed_as`` is what its models begin with in LiteLLM's list of prices, "" where it has none there.

    ``small`` and ``strong`` are the models used where only a key is given. ``has_own_address``: there is one server per
    customer, so the address is asked for; what is written here is only proposed then.
    """

    key: str
    label: str
    address: str = ""
    dialect: Dialect = "openai"
    listed_as: str = ""
    small: str = ""
    strong: str = ""
    has_own_address: bool = False
    needs_key: bool = True
    is_free: bool = False


@cache
def model_providers() -> dict[str, ModelProvider]:
    """By key, in the order they are offered."""
    rows = json.loads(Path(__file__).with_name("providers.json").read_text(encoding="utf-8"))
    return {row["key"]: ModelProvider(**row) for row in rows}


COMPATIBLE = "compatible"
