"""What the plain form does."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from businesses.models import BookingSource
from businesses.operations import confirm_booking, hold_slot

if TYPE_CHECKING:
    from uuid import UUID

    from businesses.contacts import CustomerDetails
    from businesses.models import Booking
    from tenants.actors import Actor


def book_at_once(
    *, slot_token: str, people: int, customer: CustomerDetails, note: str, key: UUID, by: Actor
) -> Booking:
    """Hold and confirm in one go: whoever presses the form's button has seen everything and said yes.

    ``key`` is the page's; the same page and time sent twice is the same booking.  Raises the errors of
    ``hold_slot`` and ``confirm_booking``.
    """
    slot = hashlib.sha256(slot_token.encode()).hexdigest()[:16]
    held = hold_slot(
        slot_token=slot_token,
        party_size=people,
        customer=customer,
        by=by,
        source=BookingSource.API,
        idempotency_key=f"form:{key}:{slot}",
        note=note,
    )
    return confirm_booking(reference=held.reference, by=by)
