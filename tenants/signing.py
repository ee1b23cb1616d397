"""Signed, expiring tokens that hold for one purpose in one business."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core import signing

from tenants.context import schema_or_public
from tenants.errors import TokenExpired, TokenForged

if TYPE_CHECKING:
    from datetime import timedelta


def _salt(purpose: str) -> str:
    return f"{schema_or_public()}:{purpose}"


def sign(purpose: str, payload: dict[str, Any], *, lifetime: timedelta) -> str:
    """A token carrying the payload, good for the purpose, in the current business, until the lifetime is over."""
    expires_at = int(time.time() + lifetime.total_seconds())
    return signing.dumps({"p": payload, "e": expires_at}, salt=_salt(purpose), compress=True)


def unsign(purpose: str, token: str) -> dict[str, Any]:
    """The payload of a token; raises ``TokenForged`` or ``TokenExpired``."""
    try:
        envelope = signing.loads(token, salt=_salt(purpose))
    except signing.BadSignature:
        raise TokenForged from None
    if envelope["e"] < time.time():
        raise TokenExpired
    payload: dict[str, Any] = envelope["p"]
    return payload
