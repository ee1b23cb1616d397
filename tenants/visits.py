"""Noting that a session is used, and from where a login is."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from django.contrib.auth import SESSION_KEY

from tenants.context import schema_or_public
from tenants.limits.addresses import address_of
from tenants.operations import Where, note_visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

LONGEST = 300
NOTED_EVERY = 60.0
"""Seconds in which one session's visits are noted once, by each process."""
REMEMBERED = 10_000
"""Sessions whose last note a process keeps; the longest absent go first."""


def where_from(request: HttpRequest) -> Where:
    browser = request.headers.get("User-Agent", "")[:LONGEST]
    return Where(schema_or_public(), address_of(request), browser)


class VisitMiddleware:
    """Notes, once in a while, that a session is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.noted: OrderedDict[str, float] = OrderedDict()
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        key = request.session.session_key
        user_id = request.session.get(SESSION_KEY) if key else None
        if key and user_id and self.is_due(key):
            note_visit(session_key=key, user_id=int(user_id), where=where_from(request))
        return response

    def is_due(self, key: str) -> bool:
        now = monotonic()
        with self.lock:
            if now - self.noted.get(key, -NOTED_EVERY) < NOTED_EVERY:
                return False
            self.noted[key] = now
            self.noted.move_to_end(key)
            if len(self.noted) > REMEMBERED:
                self.noted.popitem(last=False)
        return True
