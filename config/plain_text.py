"""Addresses, queries and forms of text that can be stored: what no database takes is refused where it comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from django.db import DataError
from django.http import HttpResponseBadRequest
from django.utils.translation import gettext as _

from tenants.plain import is_plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase


def is_plain_request(request: HttpRequest) -> bool:
    """Whether address, query and form hold nothing that no database takes."""
    if not is_plain(request.path) or b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
        return False
    return all(is_plain(text) for name, values in request.POST.lists() for text in (name, *values))


class PlainTextMiddleware:
    """Answers 400 where a page has failed at text that cannot be stored; what a page can answer, it does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBadRequest | None:
        if not isinstance(exception, ValueError | DataError) or is_plain_request(request):
            return None
        told = _("There are characters in this that cannot be stored.")
        return HttpResponseBadRequest(told, content_type="text/plain; charset=utf-8")
