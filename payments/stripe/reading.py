"""Stripe's objects, as it lists, answers and sends them, in our words."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from payments.ports import Kind, State, Told

INTENTS = {
    "succeeded": State.PAID,
    "requires_action": State.ACTION,
    "requires_payment_method": State.FAILED,
    "canceled": State.FAILED,
    "processing": State.STARTED,
    "requires_confirmation": State.STARTED,
    "requires_capture": State.STARTED,
}
"""https://docs.stripe.com/payments/paymentintents/lifecycle"""
DISPUTES = {"won": State.WON, "lost": State.LOST, "warning_closed": State.WON}
ASKS_FOR_THE_PAYER = "authentication_required"


def told_of(kind: str, thing: dict[str, Any], *, at: datetime | None = None) -> Told | None:
    """None for what is no payment, refund or dispute. Without ``at``, when it was made."""
    match kind:
        case "payment_intent":
            return _of_intent(thing, at or when(thing))
        case "refund":
            state = State.FAILED if thing.get("status") in ("failed", "canceled") else State.PAID
            return _of(Kind.REFUND, thing, state, at or when(thing))
        case "dispute":
            if str(thing.get("status", "")).startswith("warning_") and thing.get("status") != "warning_closed":
                return None  # an enquiry: no money has moved
            state = DISPUTES.get(str(thing.get("status")), State.OPEN)
            return _of(Kind.DISPUTE, thing, state, at or when(thing), code=str(thing.get("reason") or ""))
        case _:
            return None


def _of_intent(thing: dict[str, Any], at: datetime) -> Told:
    """One that was never tried asks for a method too: that is no failure."""
    error: dict[str, Any] = thing.get("last_payment_error") or {}
    state = INTENTS.get(str(thing.get("status")), State.STARTED)
    code = str(error.get("decline_code") or error.get("code") or "")
    if state == State.FAILED and not error and thing.get("status") != "canceled":
        state = State.STARTED
    if error.get("code") == ASKS_FOR_THE_PAYER:
        state, code = State.ACTION, ASKS_FOR_THE_PAYER
    return _of(Kind.PAYMENT, thing, state, at, code="" if state == State.PAID else code)


def _of(kind: Kind, thing: dict[str, Any], state: State, at: datetime, *, code: str = "") -> Told:
    data: dict[str, Any] = thing.get("metadata") or {}
    return Told(
        kind,
        str(thing["id"]),
        state,
        Decimal(int(thing["amount"])) / 100,
        str(thing["currency"]).upper(),
        at,
        key=str(data.get("payment") or data.get("refund") or ""),
        payment=str(thing.get("payment_intent") or ""),
        code=code[:60],
    )


def when(thing: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(thing["created"]), UTC)
