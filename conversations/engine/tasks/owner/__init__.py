"""A change of the business that one of its own people wants: shown exactly, done at a yes, taken back at a word."""

from conversations.engine.tasks.owner.kind import KIND

__all__ = ["KIND"]
