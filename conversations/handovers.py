"""Over from the platform's assistant into a business's own chat: what was said goes along in a token.

It is signed for that business, short-lived, and opens one conversation. It travels in an address's fragment, which no
browser sends and no server logs.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache

from conversations.errors import HandoverUsed
from tenants.context import enter
from tenants.errors import TokenForged
from tenants.hosts import url_of
from tenants.signing import sign, unsign

PURPOSE = "handover"
LIFETIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Handover:
    """``text`` is the first message of the conversation to come, in the language ``locale``."""

    text: str
    locale: str


def address_of(*, schema: str, slug: str, handover: Handover) -> str:
    """The business's chat page, opening with what was said."""
    with enter(schema):
        payload = {"n": secrets.token_urlsafe(12), "t": handover.text, "l": handover.locale}
        return url_of(slug, f"/widget/#handover={sign(PURPOSE, payload, lifetime=LIFETIME)}")


def take_handover(token: str) -> Handover:
    """What a token hands over to the current business, once.

    Raises ``TokenForged`` (also for another business's), ``TokenExpired`` and ``HandoverUsed``.
    """
    payload = unsign(PURPOSE, token)
    try:
        handover, nonce = Handover(text=payload["t"], locale=payload["l"]), payload["n"]
    except KeyError:
        raise TokenForged from None
    if not cache.add(f"handover:{nonce}", 1, timeout=LIFETIME.total_seconds()):
        raise HandoverUsed
    return handover
