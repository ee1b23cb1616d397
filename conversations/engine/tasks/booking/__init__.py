"""Making a booking, or passing a wish too large for it to staff."""

from conversations.engine.tasks.booking.kind import KIND

__all__ = ["KIND"]
