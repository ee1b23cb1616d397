"""From a business's host to the platform's and back: what goes along, signed, and the browser that it is for.

A session does not cross hosts. The browser that begins is given a nonce in its session; only where that is does what
comes back count, once: a link that was passed on signs nobody in.
"""

from __future__ import annotations

import secrets
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.crypto import constant_time_compare

from tenants.context import PUBLIC, enter, public, schema_or_public
from tenants.errors import TokenForged
from tenants.signing import sign, unsign
from tenants.social.providers import Claims

if TYPE_CHECKING:
    from django.http import HttpRequest

LEAVING, ARRIVING = "social-leaving", "social-arriving"
BEGUN = "social_begun"
"""The session's key for what this browser has begun."""
LIFETIME = timedelta(minutes=10)
ARRIVAL_LIFETIME = timedelta(minutes=2)


class Begun(NamedTuple):
    """``user`` is who connects a login to theirs; None for signing in."""

    nonce: str
    provider: str
    user: int | None
    next: str
    at: float


def leave(request: HttpRequest, *, provider: str, user: int | None, after: str) -> str:
    """Remember in this browser that it begins; the ticket to the platform's host."""
    begun = Begun(secrets.token_urlsafe(16), provider, user, after, time.time())
    request.session[BEGUN] = begun
    # The host is one of ours: the request would not be answered on another (tenants.middleware).
    origin = f"{request.scheme}://{request.get_host()}"
    payload = {"schema": schema_or_public(), "origin": origin, "nonce": begun.nonce, "provider": provider}
    with public():
        return sign(LEAVING, payload, lifetime=LIFETIME)


def read_ticket(ticket: str) -> dict[str, Any]:
    """At the platform. Raises ``TokenForged``, ``TokenExpired``."""
    with public():
        return unsign(LEAVING, ticket)


def arrival(ticket: dict[str, Any], claims: Claims) -> str:
    """What tells the host the ticket is from who has come."""
    payload = {"nonce": ticket["nonce"], "claims": [claims.provider, claims.subject, claims.email]}
    payload["verified"] = claims.is_email_verified
    schema = ticket["schema"]
    if schema == PUBLIC:
        with public():
            return sign(ARRIVING, payload, lifetime=ARRIVAL_LIFETIME)
    with enter(schema):
        return sign(ARRIVING, payload, lifetime=ARRIVAL_LIFETIME)


def arrive(request: HttpRequest, token: str) -> tuple[Begun, Claims]:
    """What this browser began, and who has come of it; once. Raises ``TokenForged``, ``TokenExpired``."""
    payload = unsign(ARRIVING, token)
    kept = request.session.pop(BEGUN, None)
    if kept is None or time.time() - kept[-1] > LIFETIME.total_seconds():
        raise TokenForged
    begun = Begun(*kept)
    provider, subject, email = payload["claims"]
    if not constant_time_compare(begun.nonce, payload["nonce"]) or begun.provider != provider:
        raise TokenForged
    return begun, Claims(provider, subject, email, payload["verified"])
