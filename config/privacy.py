"""Pages that are somebody's own are kept by no cache, on the way or in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

PRIVATE = (
    "/account/",
    "/admin/",
    "/api/",
    "/b/",
    "/book/",
    "/invitation/",
    "/login/",
    "/logout/",
    "/shared/",
    "/signup/",
    "/staff/",
)
NOT_KEPT = "private, no-store"


class PrivacyMiddleware:
    """``Cache-Control`` for what is private, and for whatever sets a cookie, unless the view has said more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_private = request.path.startswith(PRIVATE) or "Authorization" in request.headers or response.cookies
        if is_private and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = NOT_KEPT
        return response
