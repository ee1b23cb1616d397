"""The order task: from a basket to a committed order."""

from conversations.engine.tasks.order.kind import KIND

__all__ = ["KIND"]
