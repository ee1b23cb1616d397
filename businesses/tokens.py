"""Tokens: what books an offered time, and what opens a booking to the person who made it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_encode

from businesses.errors import BookingNotFound, SlotNotValid
from businesses.models import Booking
from businesses.references import parse_reference
from tenants.context import current_schema
from tenants.errors import TokenExpired, TokenForged
from tenants.signing import sign, unsign

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOT = "slot"
SLOT_LIFETIME = timedelta(minutes=10)
MANAGE_TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class SlotClaim:
    """What a slot token says was offered. ``is_pinned`` means this resource only: a person asked for by name."""

    service_id: int
    resource_id: int
    start: datetime
    end: datetime
    party_size: int
    is_pinned: bool = False


def sign_slot(claim: SlotClaim) -> str:
    payload = {
        "s": claim.service_id,
        "r": claim.resource_id,
        "b": int(claim.start.timestamp()),
        "e": int(claim.end.timestamp()),
        "n": claim.party_size,
        "p": int(claim.is_pinned),
    }
    return sign(SLOT, payload, lifetime=SLOT_LIFETIME)


def read_slot(token: str) -> SlotClaim:
    """The claim of a token of this business; raises ``SlotNotValid`` for any other and for one that has expired."""
    try:
        payload = unsign(SLOT, token)
    except (TokenForged, TokenExpired):
        raise SlotNotValid from None
    return SlotClaim(
        service_id=payload["s"],
        resource_id=payload["r"],
        start=datetime.fromtimestamp(payload["b"], UTC),
        end=datetime.fromtimestamp(payload["e"], UTC),
        party_size=payload["n"],
        is_pinned=bool(payload["p"]),
    )


def _manage_token(booking_id: int, nonce: str, key: str | bytes) -> str:
    digest = salted_hmac(f"{current_schema()}:manage", f"{booking_id}:{nonce}", secret=key, algorithm="sha256").digest()
    return urlsafe_base64_encode(digest[:MANAGE_TOKEN_BYTES])


def manage_token(booking: Booking) -> str:
    """The secret that opens this booking: 128 bits, made from a nonce of the booking and stored nowhere.

    A new ``manage_nonce`` makes earlier tokens useless.
    """
    return _manage_token(booking.pk, booking.manage_nonce, settings.SECRET_KEY)


def _accepted(booking: Booking | None) -> Iterator[str]:
    booking_id, nonce = (booking.pk, booking.manage_nonce) if booking else (0, secrets.token_hex(16))
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield _manage_token(booking_id, nonce, key)


def booking_by_manage_token(*, reference: str, token: str) -> Booking:
    """The booking, for whoever holds its token; raises ``BookingNotFound``, the same for a wrong token and no booking.

    Both cases do the same work, so that the time taken tells nothing either.
    """
    booking = Booking.objects.detailed().filter(reference=parse_reference(reference) or "").first()
    matches = [constant_time_compare(token, expected) for expected in _accepted(booking)]
    if booking is None or not any(matches):
        raise BookingNotFound
    return booking
