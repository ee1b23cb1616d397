"""Where staff can reach the customer, left while nobody is there to answer."""

from conversations.engine.tasks.contact.kind import KIND

__all__ = ["KIND"]
