"""The buckets all processes share, in Redis; while it does not answer, each process counts for itself."""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from threading import Lock
from time import monotonic, time
from typing import TYPE_CHECKING, Any

import redis
import structlog
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from tenants.limits.buckets import Bucket, Limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    Wanted = tuple[Limit, str]

logger = structlog.get_logger(__name__)

# All buckets or none: a refusal by one must not empty the others.
TAKE = """
local now, count, wait, left = tonumber(ARGV[1]), tonumber(ARGV[2]), 0, {}
for i, key in ipairs(KEYS) do
  local burst, seconds = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
  local row = redis.call('HMGET', key, 'left', 'at')
  local since = math.max(0, now - (tonumber(row[2]) or now))
  left[i] = math.min(burst, (tonumber(row[1]) or burst) + since * burst / seconds)
  if left[i] < count then wait = math.max(wait, (count - left[i]) * seconds / burst) end
end
if wait > 0 then return tostring(wait) end
for i, key in ipairs(KEYS) do
  local burst, seconds = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
  redis.call('HSET', key, 'left', tostring(math.min(burst, left[i] - count)), 'at', tostring(now))
  redis.call('PEXPIRE', key, math.ceil(seconds * 1000))
end
return '0'
"""
ANSWER_WITHIN = 0.5
"""Seconds for Redis to answer: a limit is no reason to keep anybody waiting."""
LEFT_ALONE = 5.0
"""Seconds after a failure in which Redis is not asked again."""
SCANNED_AT_ONCE = 1_000
MOST_OWN = 20_000
"""Buckets kept in the process while Redis is away; the least used go first."""


class SharedBuckets:
    def __init__(self, client: Any, prefix: str) -> None:
        self.client, self.prefix = client, prefix
        self.script = client.register_script(TAKE)
        self.own: OrderedDict[str, Bucket] = OrderedDict()
        self.lock = Lock()
        self.away_until = 0.0

    def take(self, wanted: Sequence[Wanted], *, count: int = 1, now: float) -> float:
        """As ``Bucket.take``, from all the buckets or from none."""
        if monotonic() >= self.away_until:
            try:
                arguments = [now, count, *(part for limit, _who in wanted for part in (limit.burst, limit.seconds))]
                return float(self.script(keys=[self.key(*each) for each in wanted], args=arguments))
            except (redis.RedisError, OSError) as error:
                self.away_until = monotonic() + LEFT_ALONE
                logger.warning("limits_counted_alone", error=repr(error))
        return self.take_alone(wanted, count=count, now=now)

    def take_alone(self, wanted: Sequence[Wanted], *, count: int, now: float) -> float:
        """From this process's own buckets: what Redis would refuse is then refused per process."""
        with self.lock:
            buckets = [self.bucket(*each, now) for each in wanted]
            if wait := max(bucket.wait(now, count) for bucket in buckets):
                return wait
            for bucket in buckets:
                bucket.take(now, count)
            return 0.0

    def bucket(self, limit: Limit, who: str, now: float) -> Bucket:
        key = self.key(limit, who)
        bucket = self.own.pop(key, None) or Bucket(limit, now)
        self.own[key] = bucket
        if len(self.own) > MOST_OWN:
            self.own.popitem(last=False)
        return bucket

    def key(self, limit: Limit, who: str) -> str:
        return f"{self.prefix}:limit:{limit.name}:{who}"

    def remember(self, what: str, seconds: int) -> None:
        try:
            self.client.set(f"{self.prefix}:known:{what}", 1, ex=seconds)
        except (redis.RedisError, OSError) as error:
            logger.warning("limits_forgetful", error=repr(error))

    def remembers(self, what: str) -> bool:
        try:
            return bool(self.client.exists(f"{self.prefix}:known:{what}"))
        except (redis.RedisError, OSError):
            return False

    def holds(self, limit: Limit, who: str) -> bool:
        return bool(self.client.exists(self.key(limit, who)))

    def forget(self, part: str) -> int:
        """Delete every key, of whoever uses this Redis, with that part in its name; how many there were."""
        keys = list(self.client.scan_iter(match=f"*{part}*", count=SCANNED_AT_ONCE))
        return int(self.client.delete(*keys)) if keys else 0

    def fill(self, limit: Limit, who: str) -> None:
        """Forget what was taken from the bucket."""
        with self.lock:
            self.own.pop(self.key(limit, who), None)
        try:
            self.client.delete(self.key(limit, who))
        except (redis.RedisError, OSError) as error:
            logger.warning("limit_not_filled", error=repr(error))


@cache
def buckets(url: str, prefix: str) -> SharedBuckets:
    return SharedBuckets(quick_client(url), prefix)


def quick_client(url: str) -> Any:
    """A client that answers or fails at once."""
    once = Retry(NoBackoff(), 0)
    return redis.Redis.from_url(url, socket_timeout=ANSWER_WITHIN, socket_connect_timeout=ANSWER_WITHIN, retry=once)


def here() -> SharedBuckets:
    return buckets(settings.REDIS_URL, settings.REDIS_PREFIX)


def take(*wanted: Wanted, count: int = 1, now: float | None = None) -> float:
    """Take from the bucket of each (limit, who), or from none; seconds to wait, 0.0 where there was enough.

    ``who`` carries the schema where the limit is per business. A negative ``count`` gives back.
    """
    return here().take(wanted, count=count, now=time() if now is None else now)


def holds(limit: Limit, who: str) -> bool:
    """Whether anything is counted there; raises ``OSError`` while Redis does not answer."""
    try:
        return here().holds(limit, who)
    except redis.RedisError as error:
        raise OSError(str(error)) from error


def fill(*wanted: Wanted) -> None:
    """Let the buckets be full again."""
    for limit, who in wanted:
        here().fill(limit, who)


def forget(part: str) -> int:
    """Delete what has that part, such as a schema, in its key; how much there was. Raises ``redis.RedisError``."""
    return here().forget(part)
