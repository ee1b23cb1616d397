"""What may work again in a moment, and when to try."""

from __future__ import annotations

import psycopg
from django.db import InterfaceError, OperationalError
from redis.exceptions import RedisError

from tenants.errors import AppError

SERVICE_UNAVAILABLE = 503
RETRY_SECONDS = 3
RETRY_AFTER = {"Retry-After": str(RETRY_SECONDS)}
"""What the connections' pool needs at most to find a database that has returned."""
OUTAGES = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError, RedisError)
"""As Django names them, and as they come from the pool of checkpoints."""


def is_outage(error: BaseException | None) -> bool:
    """Whether the error is one of no connection, of a wait that was cut short, or of a service that is away."""
    if isinstance(error, AppError):
        return error.status == SERVICE_UNAVAILABLE
    return isinstance(error, OUTAGES)
