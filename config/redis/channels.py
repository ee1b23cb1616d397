"""The channel layer, made to live without Redis: sockets stay, and hear what happens in their own process."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import structlog
from channels_redis.pubsub import RedisPubSubChannelLayer, RedisPubSubLoopLayer, RedisSingleShardConnection
from redis.exceptions import RedisError

from config.redis.silence import SILENT_SECONDS, silence

logger = structlog.get_logger(__name__)


class SteadyConnection(RedisSingleShardConnection):  # type: ignore[misc]  # the library has no types
    """Subscribes later to what it could not subscribe to now."""

    def __init__(self, host: dict[str, Any], channel_layer: SteadyLoopLayer) -> None:
        super().__init__(host, channel_layer)
        self._missed: set[str] = set()

    async def publish(self, channel: str, message: bytes) -> None:
        """Raises ``RedisError`` where Redis does not take it."""
        silence.assert_over()
        await _watched(super().publish(channel, message))

    async def subscribe(self, channel: str) -> None:
        try:
            silence.assert_over()
            await _watched(super().subscribe(channel))
        except (RedisError, OSError) as error:
            logger.warning("subscribed_later", channel=channel, error=repr(error))
            self._missed.add(channel)
            self._ensure_receiver()

    async def unsubscribe(self, channel: str) -> None:
        self._missed.discard(channel)
        try:
            silence.assert_over()
            await _watched(super().unsubscribe(channel))
        except (RedisError, OSError) as error:  # what still comes for it finds nobody
            logger.warning("not_unsubscribed", channel=channel, error=repr(error))

    async def _do_receiving(self) -> None:
        catching_up = asyncio.ensure_future(self._catch_up())
        try:
            while True:
                with suppress(TimeoutError):  # ends the library's own loop, which nobody would start again
                    await super()._do_receiving()
        finally:
            catching_up.cancel()

    async def _catch_up(self) -> None:
        while True:
            await asyncio.sleep(SILENT_SECONDS)
            missed, self._missed = self._missed, set()
            for channel in missed:
                await self.subscribe(channel)


class SteadyLoopLayer(RedisPubSubLoopLayer):  # type: ignore[misc]  # as above
    def __init__(self, hosts: list[dict[str, Any]], **options: Any) -> None:
        super().__init__(hosts=hosts, **options)
        self._shards = [SteadyConnection(host, self) for host in hosts]

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        """Tell the group; without Redis those of its members that are in this process."""
        try:
            await super().group_send(group, message)
        except (RedisError, OSError) as error:
            logger.warning("told_in_this_process_only", group=group, error=repr(error))
            self.channel_layer.tell_here(self._get_group_channel_name(group), self.channel_layer.serialize(message))

    def take(self, group_channel: str, data: bytes) -> None:
        """As if it had come from Redis."""
        for channel in self.groups.get(group_channel, ()):
            if channel in self.channels:
                self.channels[channel].put_nowait(data)


class SteadyChannelLayer(RedisPubSubChannelLayer):  # type: ignore[misc]  # as above
    """``hosts`` are dictionaries of an ``address`` and of options for its connections."""

    def _get_layer(self) -> SteadyLoopLayer:
        loop = asyncio.get_running_loop()
        if loop not in self._layers:
            super()._get_layer()  # arranges that closing the loop closes the layer
            self._layers[loop] = SteadyLoopLayer(*self._args, **self._kwargs, channel_layer=self)
        layer: SteadyLoopLayer = self._layers[loop]
        return layer

    def tell_here(self, group_channel: str, data: bytes) -> None:
        for loop, layer in list(self._layers.items()):
            if not loop.is_closed():
                loop.call_soon_threadsafe(layer.take, group_channel, data)


async def _watched(asking: Any) -> None:
    try:
        await asking
    except (RedisError, OSError):
        silence.begin()
        raise
