"""Addresses, queries and forms of text that can be stored: what no database takes is refused where it comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.http import HttpResponseBadRequest
from django.utils.translation import gettext as _

from config.problems import problem
from tenants.plain import is_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


class PlainTextMiddleware:
    """Answers 400 to an address, a query or a form with a NUL in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.is_plain(request):
            return self.get_response(request)
        told = _("There are characters in this that cannot be stored.")
        if request.path.startswith("/api/"):
            return problem(status=400, code="parse-error", title=told, detail=told)
        return HttpResponseBadRequest(told, content_type="text/plain; charset=utf-8")

    def is_plain(self, request: HttpRequest) -> bool:
        if not is_plain(request.path) or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            return False
        if request.method != "POST" or request.path.startswith("/api/"):
            return True
        return all(is_plain(text) for name, values in request.POST.lists() for text in (name, *values))
