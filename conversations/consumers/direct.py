"""What our sockets have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer

from conversations.consumers.budgets import Budget

if TYPE_CHECKING:
    from tenants.limits.places import Places

ABUSED, TOO_MANY = 4408, 4429


class DirectConsumer(AsyncWebsocketConsumer):
    """Hands each event to its method at once.

    Channels first hops to the one thread all sockets of a process share, to close old database connections there.  Ours
    are never used on it: all rows are reached through the tenancy door, which looks after its own.
    """

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        """However the socket ends, what it held is given back."""
        self.budget = Budget()
        self.held: dict[Places, str] = {}
        try:
            return await super().__call__(scope, receive, send)
        finally:
            for places in list(self.held):
                self.let_go(places)

    def hold(self, places: Places, who: str) -> bool:
        """Whether there is a place; it is kept until the socket ends or lets go."""
        if places not in self.held and not places.take(who):
            return False
        self.held[places] = who
        return True

    def let_go(self, places: Places) -> None:
        if places in self.held:
            places.give_back(self.held.pop(places))

    async def dispatch(self, message: dict[str, Any]) -> None:
        await getattr(self, get_handler_name(message))(message)
