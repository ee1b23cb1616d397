"""The cache, which service can do without."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from config.redis.silence import silence

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

logger = structlog.get_logger(__name__)


class BriefRedis(Redis):
    """Asks a server that does not answer only once in a while."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        silence.assert_over()
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]  # redis has no types here
        except (RedisConnectionError, RedisTimeoutError):
            silence.begin()
            raise


class BriefClient(RedisCacheClient):
    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        self._client = BriefRedis


class LenientRedisCache(RedisCache):
    """Is an empty cache while Redis is away: what is kept in it can be done without, and nothing is found."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = BriefClient

    def add(self, *args: Any, **options: Any) -> bool:
        return self._or(True, super().add, *args, **options)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def set(self, *args: Any, **options: Any) -> None:
        self._or(None, super().set, *args, **options)

    def touch(self, *args: Any, **options: Any) -> bool:
        return self._or(False, super().touch, *args, **options)

    def delete(self, *args: Any, **options: Any) -> bool:
        return self._or(False, super().delete, *args, **options)

    def get_many(self, *args: Any, **options: Any) -> dict[Any, Any]:
        return self._or({}, super().get_many, *args, **options)

    def has_key(self, *args: Any, **options: Any) -> bool:
        return self._or(False, super().has_key, *args, **options)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Raises ``ValueError``, as for every key that is not there."""
        try:
            return super().incr(key, delta, version)
        except RedisError as error:
            _tell(error)
            raise ValueError(f"Key {key!r} not found: Redis is away") from error

    def set_many(self, *args: Any, **options: Any) -> list[Any]:
        return self._or([], super().set_many, *args, **options)

    def delete_many(self, *args: Any, **options: Any) -> None:
        self._or(None, super().delete_many, *args, **options)

    def clear(self) -> None:
        self._or(None, super().clear)

    def _or(self, fallback: T, operation: Callable[..., T], *args: Any, **options: Any) -> T:
        try:
            return operation(*args, **options)
        except RedisError as error:
            _tell(error)
            return fallback


def _tell(error: RedisError) -> None:
    logger.warning("cache_done_without", error=repr(error))
