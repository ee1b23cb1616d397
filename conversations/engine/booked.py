"""A committed booking as a Turn carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.money import Money
from businesses.naming import called

if TYPE_CHECKING:
    from conversations.repository.facts import BookingFacts, DepositFacts


def payload(found: BookingFacts) -> dict[str, Any]:
    """``service`` is told in the customer's language, ``service_name`` as the business calls it."""
    return {
        "reference": found.reference,
        "status": found.status,
        "service": called(found.service_name),
        "service_id": found.service,
        "service_name": found.service_name,
        "party_size": found.people,
        "start": found.starts_at.isoformat(),
        "end": found.ends_at.isoformat(),
        "name": found.name,
        "phone": found.phone,
        "email": found.email,
        "staff": found.staff,
        "note": found.note,
        "address": found.address,
        "deposit": deposit_payload(found.deposit),
    }


def deposit_payload(deposit: DepositFacts | None) -> dict[str, Any] | None:
    if deposit is None:
        return None
    return {
        "amount": Money(deposit.amount, deposit.currency).as_json(),
        "state": deposit.state,
        "is_owed": deposit.until is not None,
    }
