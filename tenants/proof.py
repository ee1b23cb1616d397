"""Proof given again: before security changes a session says anew who sits before it.

A browser left open is no proof of who sits there. Signing in is one, and so is the password or a code, for minutes.
"""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    View = Callable[..., HttpResponseBase]

PROVED_AT = "proved_at"
"""The session's key for when its person last proved who they are."""
PROVED_FOR = 600.0
"""Seconds."""


def note_proof(request: HttpRequest) -> None:
    request.session[PROVED_AT] = time.time()


def is_proved_lately(request: HttpRequest) -> bool:
    return bool(time.time() - request.session.get(PROVED_AT, 0) < PROVED_FOR)


def ask_for_proof(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that asks, and from there back to where this was wanted: what was sent is sent again."""
    return HttpResponseRedirect(f"{reverse('prove')}?{urlencode({'next': request.get_full_path()})}")


def proof_required(view: View) -> View:
    """For a view of a signed-in person: it opens to who has given proof lately."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if is_proved_lately(request) else ask_for_proof(request)

    return guarded
