"""Cross-origin calls to the customer API.

Our own widget needs none: its page is on the business's host.  A site the owner listed may call the same API from a
script of its own, with the visitor's token in a header and never with cookies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from conversations.widget.origins import allowed_origins, is_own
from tenants.context import PUBLIC, current_business, schema_or_public
from tenants.correlation import correlation_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

CUSTOMER_API = ("/api/v1/conversations/", "/api/v1/availability", "/api/v1/bookings/")
ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, X-Correlation-ID"
PREFLIGHT_SECONDS = 600


class CorsMiddleware:
    """Answers allowed origins, and refuses any other origin before a view runs: 403 for everyone to understand."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        origin = request.headers.get("Origin", "").lower()
        if not request.path.startswith(CUSTOMER_API) or schema_or_public() == PUBLIC:
            return self.get_response(request)
        if not origin or is_own(origin, request.get_host()):
            response = self.get_response(request)
        elif origin not in allowed_origins(current_business()):
            response = refusal()
        else:
            response = preflight(request) or self.get_response(request)
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = "X-Correlation-ID, Retry-After"
        patch_vary_headers(response, ["Origin"])
        return response


def preflight(request: HttpRequest) -> HttpResponse | None:
    if request.method != "OPTIONS" or "Access-Control-Request-Method" not in request.headers:
        return None
    return HttpResponse(
        status=204,
        headers={
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": ALLOWED_HEADERS,
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        },
    )


def refusal() -> HttpResponse:
    return JsonResponse(
        {
            "type": "/problems/origin-not-allowed",
            "title": _("This site may not use the chat of this business"),
            "status": 403,
            "detail": _("The owner can add it under allowed origins."),
            "errors": {},
            "correlation_id": correlation_id(),
        },
        status=403,
        content_type="application/problem+json",
    )
