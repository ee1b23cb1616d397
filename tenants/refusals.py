"""Who was refused what, in the log: without it nobody sees that somebody tries doors."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import structlog

from tenants.actors import actor_of
from tenants.context import schema_or_public

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

logger = structlog.get_logger(__name__)

REFUSED = frozenset({401, 403, 429})
"""Not known, not permitted, too often."""
PAUSE_SECONDS = 1.0
"""Between two lines of one kind: a flood is counted, and does not fill the log."""
MOST_KINDS = 1000


class Refusals:
    """What one process has refused lately: a line for each kind in a second, with how many more there were before."""

    def __init__(self) -> None:
        self.told_at: dict[tuple[object, ...], float] = {}
        self.untold = Counter[tuple[object, ...]]()

    def tell(self, now: float, **said: object) -> None:
        """``said`` is the kind: of what, why, to whom; nothing in it was typed by somebody."""
        kind = tuple(said.values())
        if now - self.told_at.get(kind, now - PAUSE_SECONDS) < PAUSE_SECONDS:
            self.untold[kind] += 1
            return
        if len(self.told_at) >= MOST_KINDS:
            self.told_at.clear()
            self.untold.clear()
        self.told_at[kind] = now
        logger.warning("refused", **said, more=self.untold.pop(kind, 0))


class RefusalMiddleware:
    """Tells of every answer that refuses, by its route."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.refusals = Refusals()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code in REFUSED:
            route = request.resolver_match.route if request.resolver_match else ""
            told: dict[str, object] = {"status": response.status_code, "route": route, "actor": _who(request)}
            self.refusals.tell(time.monotonic(), schema=schema_or_public(), **told)
        return response


def _who(request: HttpRequest) -> str:
    """Who is signed in, or whose key it is, as the audit has them; of a stranger nothing."""
    user: Any = getattr(request, "user", None)
    return str(actor_of(user)) if user is not None and user.is_authenticated else ""
