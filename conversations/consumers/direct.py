"""What our sockets have in common."""

from __future__ import annotations

from typing import Any

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer


class DirectConsumer(AsyncWebsocketConsumer):
    """Hands each event to its method at once.

    Channels first hops to the one thread all sockets of a process share, to close old database connections there.  Ours
    are never used on it: all rows are reached through the tenancy door, which looks after its own.
    """

    async def dispatch(self, message: dict[str, Any]) -> None:
        await getattr(self, get_handler_name(message))(message)
