"""Whose turn it is on the door's threads: each business has a share, so that none keeps the others waiting."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from django.conf import settings

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


class Share:
    """One business's places on one event loop; forgotten when nobody is in or waits."""

    def __init__(self, queues: Queues, schema: str) -> None:
        self.queues, self.schema = queues, schema
        self.places = asyncio.Semaphore(queues.most)
        self.users = 0

    def leave(self) -> None:
        self.places.release()
        self.give_up()

    def give_up(self) -> None:
        self.users -= 1
        if not self.users:
            self.queues.shares.pop(self.schema, None)


class Queues:
    def __init__(self, most: int) -> None:
        self.most = most
        self.shares: dict[str, Share] = {}

    async def enter(self, schema: str) -> Share:
        """Wait for a place of the business's; whoever gets one calls ``leave``."""
        share = self.shares.setdefault(schema, Share(self, schema))
        share.users += 1
        try:
            await share.places.acquire()
        except BaseException:
            share.give_up()
            raise
        return share


_queues: WeakKeyDictionary[AbstractEventLoop, Queues] = WeakKeyDictionary()


def queues(loop: AbstractEventLoop) -> Queues:
    """The loop's own: what waits on one cannot be woken from another."""
    if loop not in _queues:
        _queues[loop] = Queues(max(1, settings.TENANT_THREADS // 2))
    return _queues[loop]
