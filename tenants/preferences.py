"""Pages as the person who is signed in wants them: their language, and their clock."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.utils import translation

from tenants.models import Clock, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

_clock: ContextVar[str] = ContextVar("clock", default="")


def wants_twelve_hours() -> bool | None:
    """What whoever looks at the page has chosen; None where that is nothing. Not for what others are told."""
    chosen = _clock.get()
    return chosen == Clock.TWELVE if chosen else None


class PreferencesMiddleware:
    """After the session: who is not signed in keeps what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        if user.language:
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
        token = _clock.set(user.clock)
        try:
            return self.get_response(request)
        finally:
            _clock.reset(token)
