"""How much of each business waits for the workers: who has little waiting is served before who has much.

All tasks share one queue, which Redis keeps as a list for each of four priorities; a worker takes from the first that
has something. What runs without a business comes first.
"""

from __future__ import annotations

import time
from bisect import bisect_left

import redis
import structlog

from tenants.limits import shared

logger = structlog.get_logger(__name__)

STEPS = (3, 12, 48)
"""A business's tasks come first up to so many that wait, then second, then third, and last what is beyond."""
PRIORITIES = (0, 3, 6, 9)
"""Of kombu's transport for Redis; 0 is served first."""
FORGOTTEN_AFTER = 3600.0
"""Seconds after which a task that was never begun counts no more: its message was lost."""


def priority_of(waiting: int) -> int:
    """Of one more task, where with it so many wait."""
    return PRIORITIES[bisect_left(STEPS, waiting)]


def waits(schema: str, task: str) -> int:
    """Note a task that is about to be queued; how many of the business wait with it. 0 while Redis cannot be asked."""
    buckets, now = shared.here(), time.time()
    key = _key(schema)
    try:
        with buckets.client.pipeline() as told:
            told.zremrangebyscore(key, 0, now - FORGOTTEN_AFTER)
            told.zadd(key, {task: now})
            told.expire(key, int(FORGOTTEN_AFTER))
            told.zcard(key)
            return int(told.execute()[-1])
    except (redis.RedisError, OSError) as error:
        logger.warning("backlog_unknown", error=repr(error))
        return 0


def begins(schema: str, task: str) -> None:
    """It waits no more."""
    try:
        shared.here().client.zrem(_key(schema), task)
    except (redis.RedisError, OSError) as error:
        logger.warning("backlog_unknown", error=repr(error))


def _key(schema: str) -> str:
    return f"{shared.here().prefix}:waiting:{schema}"
