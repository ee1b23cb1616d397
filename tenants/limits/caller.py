"""Whose request is being answered, for limits that are met far from where requests come in."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from tenants.limits.addresses import address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponseBase

_address: ContextVar[str] = ContextVar("caller_address", default="")


def caller_address() -> str:
    """The address the work is done for; empty where nobody waits for it: a task, a command, a workflow."""
    return _address.get()


@contextmanager
def calling_from(address: str) -> Iterator[None]:
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


class CallerMiddleware:
    """Keeps the request's address while it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with calling_from(address_of(request)):
            return self.get_response(request)
