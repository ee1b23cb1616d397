"""/health (the process runs) and /ready (it can serve), on every host and before any tenant is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from django.core.cache import cache
from django.db import connection
from django.http import JsonResponse

from tenants.context import public

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

logger = structlog.get_logger(__name__)


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_redis() -> None:
    cache.set("ready", "1", timeout=10)


CHECKS: dict[str, Callable[[], None]] = {"database": check_database, "redis": check_redis}


def failing() -> dict[str, str]:
    """The services that do not answer, with the kind of failure."""
    failures = {}
    for name, check in CHECKS.items():
        try:
            check()
        except Exception as error:  # noqa: BLE001  # whatever a client library raises, the answer is "not ready"
            logger.warning("not_ready", service=name, error=repr(error))
            failures[name] = type(error).__name__
    return failures


class HealthMiddleware:
    """Answers probes, which come without a business's Host."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/health":
            return JsonResponse({"status": "ok"})
        if request.path == "/ready":
            with public():
                failures = failing()
            return JsonResponse(
                {"status": "unavailable" if failures else "ready", "failing": failures}, status=503 if failures else 200
            )
        return self.get_response(request)
