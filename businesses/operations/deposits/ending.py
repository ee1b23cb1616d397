"""What becomes of a deposit when its booking is given up, by the notice agreed when it was booked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from businesses.errors import TooLateToTakeBack
from businesses.events import BOOKING_DEPOSIT_DUE_BACK
from businesses.models import Deposit, DepositState
from businesses.operations.deposits.asking import lapse_asked
from businesses.operations.timeline import event_payload
from businesses.rules import BOUND_BY_NOTICE, is_in_time
from events.operations import publish

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking
    from tenants.actors import Actor

UNDO_FOR = timedelta(seconds=20)
"""For so long staff may take back what they did to a booking (``take_back``): no money leaves before, and the mail of a
cancellation or a move waits longer (``AppointmentWorkflow``)."""


def end_deposit(booking: Booking, read: Deposit, *, gives_back: bool | None, by: Actor, now: datetime) -> None:
    """In time it is paid back, later it is kept, unless staff say which (``gives_back``); in the caller's transaction.

    ``booking`` and its deposit are as they were read before it was cancelled.
    """
    lapse_asked(booking.reference)
    deposit = Deposit.objects.select_for_update().get(pk=read.pk)
    if deposit.state != DepositState.PAID:
        return
    is_bound = by.kind in BOUND_BY_NOTICE
    is_back = is_in_time(booking, now) if is_bound or gives_back is None else gives_back
    if not is_back:
        deposit.state = DepositState.KEPT
        deposit.save(update_fields=["state"])
        return
    deposit.state = DepositState.DUE_BACK
    deposit.due_back_at = now if is_bound else now + UNDO_FOR
    deposit.save(update_fields=["state", "due_back_at"])
    tell_due_back(booking, deposit, by=by, is_late=False)


def keep_after_all(booking: Booking) -> None:
    """The booking's cancellation is taken back; raises ``TooLateToTakeBack`` where its deposit is on its way back."""
    if booking.deposit_id is None:
        return
    here = Deposit.objects.filter(pk=booking.deposit_id)
    ended = here.filter(state__in=(DepositState.DUE_BACK, DepositState.KEPT), tried_at=None)
    if not ended.update(state=DepositState.PAID, due_back_at=None) and here.filter(paid_at__isnull=False).exists():
        raise TooLateToTakeBack


def tell_due_back(booking: Booking, deposit: Deposit, *, by: Actor, is_late: bool) -> None:
    """``is_late``: it has booked nothing. Else customers are told with the end of their booking."""
    payload = {**event_payload(booking), "deposit": str(deposit.uid), "is_late": is_late}
    publish(type=BOOKING_DEPOSIT_DUE_BACK, aggregate=f"booking:{booking.reference}", payload=payload, by=by)
