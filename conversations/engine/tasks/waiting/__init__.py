"""The waiting list: getting on it, how it stands, taking what is offered, getting off it."""

from conversations.engine.tasks.waiting.kind import KIND

__all__ = ["KIND"]
