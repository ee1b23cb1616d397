"""What our sockets have in common."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import structlog
from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer

from conversations.consumers.budgets import Budget
from tenants.asgi import TRY_AGAIN_LATER
from tenants.errors import BusinessBusy
from tenants.outages import RETRY_SECONDS, is_outage

if TYPE_CHECKING:
    from tenants.limits.places import Places

logger = structlog.get_logger(__name__)

TOO_MANY = 4429


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
        try:
            await getattr(self, get_handler_name(message))(message)
        except Exception as error:
            if not is_outage(error) or message["type"] == "websocket.disconnect":
                raise
            logger.warning("socket_unavailable", on=message["type"], error=repr(error))
            await self.turn_away_for_now(is_open=message["type"] != "websocket.connect")

    async def turn_away_for_now(self, *, is_open: bool) -> None:
        """Say when to come back, as HTTP does by 503 and Retry-After; the page sends anew what was not confirmed."""
        if not is_open:
            await self.accept()
        told = {"type": "error", "code": "unavailable", "detail": str(BusinessBusy.title), "retry_after": RETRY_SECONDS}
        await self.send(text_data=json.dumps(told))
        await self.close(TRY_AGAIN_LATER)
