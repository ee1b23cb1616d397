"""How a deposit stands, as staff and customers are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.models import DepositState
from businesses.wording import moments
from businesses.wording.money import amount
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from businesses.models import Booking


def stands(value: Decimal, currency: str, state: str) -> str:
    """Such as "Deposit €20.00: paid"."""
    patterns = {
        DepositState.ASKED: _("Deposit %(amount)s: not paid yet"),
        DepositState.LAPSED: _("Deposit %(amount)s: not paid"),
        DepositState.PAID: _("Deposit %(amount)s: paid"),
        DepositState.DUE_BACK: _("Deposit %(amount)s: being paid back"),
        DepositState.BACK: _("Deposit %(amount)s: paid back"),
        DepositState.KEPT: _("Deposit %(amount)s: kept"),
    }
    return patterns[DepositState(state)] % {"amount": amount(value, currency)}


def ended(value: Decimal, currency: str, state: str) -> str:
    """What becomes of it when the booking is given up; nothing where it was never paid."""
    told = {"amount": amount(value, currency)}
    match state:
        case DepositState.DUE_BACK:
            return _("The deposit of %(amount)s goes back to where it was paid from.") % told
        case DepositState.BACK:
            return _("The deposit of %(amount)s was paid back.") % told
        case DepositState.KEPT:
            return _("The deposit of %(amount)s is not paid back: it was too late for that.") % told
    return ""


def too_late(service: str) -> str:
    """It came when the place had gone."""
    return _(
        "Your deposit for %(service)s came when the place was no longer free, so nothing is booked; it goes back to"
        " where it was paid from."
    ) % {"service": service}


def terms(value: Decimal, currency: str, notice_minutes: int) -> str:
    """What is asked for, and when it comes back, before anything is agreed."""
    told = {"amount": amount(value, currency), "notice": moments.duration(notice_minutes)}
    if not notice_minutes:
        return _("A deposit of %(amount)s is asked for; whoever cancels before the start gets it back.") % told
    return _("A deposit of %(amount)s is asked for; whoever cancels at least %(notice)s before gets it back.") % told


def held(booking: Booking, now: datetime) -> str:
    """Until when, and what for; empty where nothing is owed."""
    deposit, business = booking.owed_deposit(now), current_business()
    if deposit is None or booking.expires_at is None:
        return ""
    until = moments.clock(booking.expires_at.astimezone(business.zone), business.country)
    told = {"amount": amount(deposit.amount, deposit.currency), "until": until}
    return _("Held until %(until)s, and booked once the deposit of %(amount)s is paid.") % told
