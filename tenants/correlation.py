"""One id for everything that follows from one cause: request, socket message, task, workflow, event."""

from __future__ import annotations

import re
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponseBase

HEADER = "X-Correlation-ID"
# What a caller may hand us: it reaches logs and headers, so nothing that could break a line or a terminal.
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}")

_current: ContextVar[str] = ContextVar("correlation_id", default="")


def correlation_id() -> str:
    """The id of the current cause; a new one where none was given."""
    if not _current.get():
        _current.set(uuid.uuid4().hex)
    return _current.get()


@contextmanager
def correlated(offered: str | None = None) -> Iterator[str]:
    """Run the block under the offered id, or under a new one where it is missing or not acceptable."""
    chosen = offered if offered and ACCEPTED.fullmatch(offered) else uuid.uuid4().hex
    token = _current.set(chosen)
    with structlog.contextvars.bound_contextvars(correlation_id=chosen):
        try:
            yield chosen
        finally:
            _current.reset(token)


class CorrelationMiddleware:
    """Takes the caller's id or makes one, and answers with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with correlated(request.headers.get(HEADER)) as chosen:
            response = self.get_response(request)
            response.headers[HEADER] = chosen
            return response
