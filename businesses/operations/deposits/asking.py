"""Asking for a deposit: the place stays held until it is paid, or its time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from businesses.events import BOOKING_DEPOSIT_ASKED
from businesses.models import BookingPolicy, BookingStatus, Deposit, DepositState, PaidFor
from businesses.operations.timeline import move
from businesses.rules import BOUND_BY_NOTICE
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from businesses.models import Booking
    from tenants.actors import Actor


def owed_by(booking: Booking, by: Actor) -> Decimal | None:
    """What has to be paid before they confirm it; None where nothing is, and of staff."""
    return booking.service.deposit_for(booking.party_size) if by.kind in BOUND_BY_NOTICE else None


def ask_deposit(booking: Booking, amount: Decimal, *, by: Actor, now: datetime, **taken: Any) -> Booking:
    """Hold the place on for as long as the policy gives to pay, and not into its own time.

    Asked again while it is held, it is as it was. ``taken`` is what a hold that had run out has taken anew.
    """
    if booking.owed_deposit(now) is not None:
        return booking
    lapse_asked(booking.reference)
    currency = current_business().currency
    deposit = Deposit.objects.create(reference=booking.reference, amount=amount, currency=currency, asked_at=now)
    until = min(now + BookingPolicy.current().deposit_lifetime, booking.during.lower)
    if booking.is_active(now) and booking.expires_at is not None:
        until = max(until, booking.expires_at)
    return move(
        booking,
        to=BookingStatus.HELD,
        event=BOOKING_DEPOSIT_ASKED,
        by=by,
        at=now,
        detail={"deposit": f"{amount:.2f}", "currency": currency},
        deposit=deposit,
        expires_at=until,
        **taken,
    )


def lapse_asked(reference: str, *, but: Deposit | None = None) -> None:
    """Whatever is still asked for of the booking is asked for no more; inside the caller's transaction."""
    asked = Deposit.objects.filter(of=PaidFor.BOOKING, reference=reference, state=DepositState.ASKED)
    asked.exclude(pk=but.pk if but else 0).update(state=DepositState.LAPSED)
