"""Programs that come by http where the address is https: a page is sent there, a program is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from config.problems import problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

HTTPS_ONLY = "Call this by https. What was sent by http could be read on the way: replace a key that was in it."


class ProgramsByTls:
    """Before pages are redirected: a program that is never learns that it sends its key for anybody to read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SECURE_SSL_REDIRECT and not request.is_secure() and request.path.startswith("/api/"):
            return problem(status=403, code="https-only", title="https only", detail=HTTPS_ONLY)
        return self.get_response(request)
