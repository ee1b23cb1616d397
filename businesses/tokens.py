"""Tokens: what books an offered time, and what opens a booking, an order or a place on the list to its person."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlsafe_base64_encode

from businesses.errors import BookingNotFound, SlotNotValid
from businesses.models import Booking, Order, Waiting
from businesses.ordering.errors import OrderNotFound
from businesses.references import parse_reference
from businesses.waiting.errors import WaitingNotFound
from tenants.context import current_schema
from tenants.errors import TokenExpired, TokenForged
from tenants.signing import sign, unsign

if TYPE_CHECKING:
    from django.db.models import Model

SLOT = "slot"
SLOT_LIFETIME = timedelta(minutes=10)
MANAGE_TOKEN_BYTES = 16
SEAT = "seat"
SEAT_LIFETIME = timedelta(hours=4)
"""How long somebody who scanned a table's code is taken to sit there."""


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


def sign_seat(table_id: int) -> str:
    """Says that whoever has it sits at this table: given to who scanned its code."""
    return sign(SEAT, {"t": table_id}, lifetime=SEAT_LIFETIME)


def read_seat(token: str) -> int | None:
    """The table's key; None for a token that has expired: people have left by then. Raises ``TokenForged``."""
    try:
        return int(unsign(SEAT, token)["t"])
    except TokenExpired:
        return None


PURPOSES: dict[type[Model], str] = {Booking: "manage", Order: "manage-order", Waiting: "manage-waiting"}


def _manage_token(purpose: str, pk: int, nonce: str, key: str | bytes) -> str:
    digest = salted_hmac(f"{current_schema()}:{purpose}", f"{pk}:{nonce}", secret=key, algorithm="sha256").digest()
    return urlsafe_base64_encode(digest[:MANAGE_TOKEN_BYTES])


def manage_token(managed: Booking | Order | Waiting) -> str:
    """The secret that opens this booking, order or place on the list: 128 bits, made from a nonce, stored nowhere.

    A new ``manage_nonce`` makes earlier tokens useless.
    """
    return _manage_token(PURPOSES[type(managed)], managed.pk, managed.manage_nonce, settings.SECRET_KEY)


def _is_opened(managed: Booking | Order | Waiting | None, purpose: str, token: str) -> bool:
    """The same work where there is nothing to open, so that the time taken tells nothing."""
    pk, nonce = (managed.pk, managed.manage_nonce) if managed else (0, secrets.token_hex(16))
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    matches = [constant_time_compare(token, _manage_token(purpose, pk, nonce, key)) for key in keys]
    return any(matches)


def booking_by_manage_token(*, reference: str, token: str) -> Booking:
    """The booking, for whoever holds its token; ``BookingNotFound``, the same for a wrong token and no booking."""
    booking = Booking.objects.detailed().filter(reference=parse_reference(reference) or "").first()
    if not _is_opened(booking, PURPOSES[Booking], token) or booking is None:
        raise BookingNotFound
    return booking


def order_by_manage_token(*, reference: str, token: str) -> Order:
    """The order, for whoever holds its token; raises ``OrderNotFound``, the same for a wrong token and no order."""
    order = Order.objects.detailed().filter(reference=parse_reference(reference) or "").first()
    if not _is_opened(order, PURPOSES[Order], token) or order is None:
        raise OrderNotFound
    return order


def waiting_by_manage_token(*, reference: str, token: str) -> Waiting:
    """The place on the list, for whoever holds its token; raises ``WaitingNotFound``, the same for no such place."""
    waiting = Waiting.objects.detailed().filter(reference=parse_reference(reference) or "").first()
    if not _is_opened(waiting, PURPOSES[Waiting], token) or waiting is None:
        raise WaitingNotFound
    return waiting
