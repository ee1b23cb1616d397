"""How PostgreSQL and Redis are reached, and how long they are waited for."""

from __future__ import annotations

from typing import Any

import dj_database_url
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.redis.silence import ANSWER_SECONDS

# A lock that somebody keeps, or a query that does not end, costs the one who waits for it and nobody else. Migrations
# take their time (tenants.connection.unhurried).
DATABASE_PATIENCE = {
    "lock_timeout": "3s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "60s",
}
# The pool doubles its pause after each failure and would find a database that has returned half a minute late: so it
# gives up after three seconds, before its pauses are longer than two, and begins anew with whoever asks next.
POOL = {"min_size": 1, "timeout": 8, "reconnect_timeout": 3}
# No caller waits longer for Redis: whatever hangs there must not hang here.
REDIS_PATIENCE = {
    "socket_timeout": ANSWER_SECONDS,
    "socket_connect_timeout": ANSWER_SECONDS,
    "retry": Retry(NoBackoff(), 0),
}


def database(url: str, *, role: str, pool_size: int) -> dict[str, Any]:
    """Django's settings of the database, worked with as the role. Pooled in the process, unless the size is 0.

    Under ASGI every request has a thread of its own, so a connection per thread would be a connection per request.
    """
    parsed: dict[str, Any] = {**dj_database_url.parse(url, engine="django_tenants.postgresql_backend")}
    session = " ".join(f"-c {name}={value}" for name, value in {**DATABASE_PATIENCE, "role": role}.items())
    options = {"connect_timeout": 8, "options": session, **parsed.get("OPTIONS", {})}
    if pool_size:
        options["pool"] = {**POOL, "max_size": pool_size}
    return {**parsed, "ATOMIC_REQUESTS": False, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def cache(url: str, *, connections: int) -> dict[str, Any]:
    """Django's settings of the cache in Redis; ``connections`` are a process's."""
    return {
        "BACKEND": "config.redis.caches.LenientRedisCache",
        "LOCATION": url,
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
        "OPTIONS": {
            "pool_class": "redis.BlockingConnectionPool",
            "max_connections": connections,
            "timeout": ANSWER_SECONDS,  # for a connection, when all are in use
            **REDIS_PATIENCE,
        },
    }


def channel_layer(url: str, *, prefix: str) -> dict[str, Any]:
    return {
        "BACKEND": "config.redis.channels.SteadyChannelLayer",
        "CONFIG": {"hosts": [{"address": url, **REDIS_PATIENCE}], "prefix": prefix},
    }
