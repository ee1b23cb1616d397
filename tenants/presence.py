"""Who is at work in any web process: a business that is alone in one may have others' work on the same cores."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import redis
import structlog

from tenants.limits import shared

if TYPE_CHECKING:
    from collections.abc import Mapping

logger = structlog.get_logger(__name__)


def exchange(ages: Mapping[str, float], within: float) -> frozenset[str]:
    """Tell the other processes who was here, and how many seconds ago; learn who was anywhere within so many seconds.

    While Redis does not answer nobody is heard of, and each process judges by itself.
    """
    buckets, now = shared.here(), time.time()
    key = f"{buckets.prefix}:present"
    try:
        with buckets.client.pipeline() as told:
            if ages:
                told.zadd(key, {who: now - age for who, age in ages.items()}, gt=True)
            told.zremrangebyscore(key, 0, now - within)
            told.expire(key, int(2 * within))
            told.zrange(key, 0, -1)
            found = told.execute()[-1]
    except (redis.RedisError, OSError) as error:
        logger.warning("presence_unknown", error=repr(error))
        return frozenset()
    return frozenset(who.decode() for who in found)
