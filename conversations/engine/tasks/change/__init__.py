"""A booking that exists: looked up, moved, cancelled, added to, and told that somebody will be late for."""

from conversations.engine.tasks.change.kind import KIND

__all__ = ["KIND"]
