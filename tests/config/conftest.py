"""The product on a Redis of the test's own."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from config.redis.silence import silence
from tests.config.redis_servers import own_redis

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.config.redis_servers import OwnRedis


@pytest.fixture
def redis(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[OwnRedis]:
    monkeypatch.setattr("conversations.live._loudspeaker", None)  # it keeps the channel layer it began with
    with own_redis(tmp_path) as server:
        caches, layers = copy.deepcopy(settings.CACHES), copy.deepcopy(settings.CHANNEL_LAYERS)
        for cache in caches.values():
            cache["LOCATION"] = server.url
        layers["default"]["CONFIG"]["hosts"][0]["address"] = server.url
        settings.REDIS_URL, settings.CACHES, settings.CHANNEL_LAYERS = server.url, caches, layers
        yield server
    silence._until = 0.0
