"""/health (the process runs) and /ready (it can serve), on every host and before any tenant is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import JsonResponse

from config.probes import NEEDED, failing
from embedded import records
from embedded.layout import layout_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class HealthMiddleware:
    """Answers probes, which come without a business's Host."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path == "/health":
            return JsonResponse({"status": "ok"})
        if request.path == "/ready":
            return readiness()
        return self.get_response(request)


def readiness() -> JsonResponse:
    """503 only where no request can be answered: a balancer would take all processes out for what all lack alike.

    Degraded (200) is for people and alarms: customers are answered, and something they will need later is down.
    ``last`` says when a backup, a copy of the cluster and a rehearsal last worked, ``where`` in what
    folder or bucket: an alarm knows how old that may be.
    """
    failures = failing()
    is_down = not NEEDED.isdisjoint(failures)
    told = "unavailable" if is_down else "degraded" if failures else "ready"
    kept = {"last": records.read(layout_of()), "where": records.places(layout_of())}
    body = {"status": told, "failing": failures, **kept}
    return JsonResponse(body, status=503 if is_down else 200)
