"""A committed order as a Turn carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.money import Money
from conversations.engine.booked import deposit_payload

if TYPE_CHECKING:
    from conversations.repository.facts import BilledLine, OrderFacts


def payload(found: OrderFacts) -> dict[str, Any]:
    """``service`` is how it reaches its customer; ``there_at`` when."""
    return {
        "reference": found.reference,
        "status": found.status,
        "service": found.way,
        "lines": [line_payload(line, found.currency) for line in found.lines],
        "subtotal": Money(found.subtotal, found.currency).as_json(),
        "fees": Money(found.fee, found.currency).as_json(),
        "tax": Money(found.tax, found.currency).as_json(),
        "total": Money(found.total, found.currency).as_json(),
        "ready_at": found.ready_at.isoformat(),
        "there_at": found.there_at.isoformat(),
        "name": found.name,
        "phone": found.phone,
        "email": found.email,
        "note": found.note,
        "address": found.address,
        "table": found.table,
        "payment": deposit_payload(found.payment),
        "can_pay": bool(found.pays_at),
    }


def line_payload(line: BilledLine, currency: str) -> dict[str, Any]:
    return {
        "item": line.item or None,
        "name": line.name,
        "quantity": line.quantity,
        "modifiers": [
            {"group": each.group, "option": each.name, "amount": each.amount, "left_out": each.is_left_out}
            for each in line.options
        ],
        "note": line.note,
        "total": Money(line.total, currency).as_json(),
    }
