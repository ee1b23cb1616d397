"""Booking in one go, where who books has seen everything and said yes: a form's button, a word at the desk."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from businesses.operations.confirmations import confirm_booking
from businesses.operations.holds import hold_slot

if TYPE_CHECKING:
    from uuid import UUID

    from businesses.contacts import CustomerDetails
    from businesses.models import Booking
    from tenants.actors import Actor


def book_at_once(
    *,
    slot_token: str,
    party_size: int,
    customer: CustomerDetails,
    note: str,
    key: UUID,
    by: Actor,
    source: str,
    address: str = "",
    wants_marketing: bool = False,
) -> Booking:
    """Hold and confirm, or hold and ask for the deposit.

    ``key`` is the page's; the same page and time sent twice is the same booking.  Raises the errors of
    ``hold_slot`` and ``confirm_booking``.
    """
    slot = hashlib.sha256(slot_token.encode()).hexdigest()[:16]
    held = hold_slot(
        slot_token=slot_token,
        party_size=party_size,
        customer=customer,
        by=by,
        source=source,
        idempotency_key=f"form:{key}:{slot}",
        note=note,
        address=address,
        wants_marketing=wants_marketing,
    )
    return confirm_booking(reference=held.reference, by=by)
