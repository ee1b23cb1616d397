"""The placed task: what is wished for an order that exists."""

from conversations.engine.tasks.placed.kind import KIND

__all__ = ["KIND"]
