"""Work that a turn gives to a crew: two offerings compared, and an owner's report (docs/crews.md)."""

from conversations.engine.crews.speaking import crewed

__all__ = ["crewed"]
