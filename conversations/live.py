"""Telling open sockets what was committed.

Sync code cannot await the channel layer, and starting an event loop per send costs more than the turn it reports.  So
each process keeps one loop on a thread of its own, fed in order.  Losing a push loses nothing: a socket that comes back
asks for what it missed.
"""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING, Any

import structlog
from channels.layers import get_channel_layer
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from conversations.groups import business_group, conversation_group, staff_group
from tenants.context import current_schema

if TYPE_CHECKING:
    from uuid import UUID

    from tenants.models import Business

logger = structlog.get_logger(__name__)

WAITING_AT_MOST = 10_000
"""Pushes kept while Redis is slow; beyond this the newest are dropped and logged."""


class Loudspeaker:
    """The process's one sender; made anew after a fork, which threads do not survive."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.loop = asyncio.new_event_loop()
        self.waiting: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue(WAITING_AT_MOST)
        threading.Thread(target=self._run, name="loudspeaker", daemon=True).start()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._send_all())

    async def _send_all(self) -> None:
        layer = get_channel_layer()
        if layer is None:
            raise ImproperlyConfigured("CHANNEL_LAYERS names no default layer")
        while True:
            group, event = await self.waiting.get()
            try:
                await layer.group_send(group, event)
            except Exception:  # whatever Redis does, the sender lives on; sockets catch up on reconnect
                logger.warning("push_failed", group=group, exc_info=True)

    def say(self, group: str, event: dict[str, Any]) -> None:
        self.loop.call_soon_threadsafe(self._put, group, event)

    def _put(self, group: str, event: dict[str, Any]) -> None:
        try:
            self.waiting.put_nowait((group, event))
        except asyncio.QueueFull:
            logger.warning("push_dropped", group=group)


_lock = threading.Lock()
_loudspeaker: Loudspeaker | None = None


def loudspeaker() -> Loudspeaker:
    global _loudspeaker  # noqa: PLW0603  # one per process, made at first use
    with _lock:
        if _loudspeaker is None or _loudspeaker.pid != os.getpid():
            _loudspeaker = Loudspeaker()
        return _loudspeaker


def push_to_conversation(conversation_id: UUID, *frames: dict[str, Any]) -> None:
    """Send the frames, in order, to the conversation's sockets once the transaction commits."""
    push_to_group(conversation_group(current_schema(), conversation_id), *frames)


def push_to_staff(*frames: dict[str, Any]) -> None:
    """Send the frames to the business's staff once the transaction commits."""
    push_to_group(staff_group(current_schema()), *frames)


def tell_staff_of_typing(schema: str, conversation_id: UUID, *, is_typing: bool) -> None:
    """At once and from anywhere, the event loop too: there is nothing to commit, and nothing is looked up."""
    frame = {"type": "typing", "conversation": {"id": str(conversation_id)}, "is_typing": is_typing}
    loudspeaker().say(staff_group(schema), {"type": "relay", "frames": [frame]})


def close_sockets(business: Business) -> None:
    """End every open socket of a business whose host has closed; their pages find it closed when they come back."""
    loudspeaker().say(business_group(business.schema_name), {"type": "host.closed"})


def recheck_staff(business: Business) -> None:
    """Let every open page of staff, and of a member's own conversation, ask anew whether it may be open."""
    loudspeaker().say(business_group(business.schema_name), {"type": "standing.changed"})


def push_to_group(group: str, *frames: dict[str, Any]) -> None:
    """Send the frames to whatever sockets are in the group, once the transaction commits."""
    event = {"type": "relay", "frames": list(frames)}
    transaction.on_commit(lambda: loudspeaker().say(group, event))
