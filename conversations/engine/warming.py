"""Loads what the first turn needs before a customer waits for it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from agents.understanding.engine import understand
from agents.understanding.types import Context
from conversations.engine.graph import compiled


def warm_up() -> None:
    """Compile the graph and read one sentence: the encoder, the tagger and the grammars are then in memory."""
    compiled()
    understand("a table for two tomorrow at eight", Context(now=datetime.now(UTC), timezone=ZoneInfo("UTC")))
