"""How an order is paid, as staff and customers are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from businesses.models import DepositState, OrderStatus, PaidWhen
from businesses.wording.moments import clock
from businesses.wording.money import amount
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from businesses.models import Order


def of_order(order: Order, now: datetime) -> str:
    """What was paid beforehand or has to be; empty where it is paid when it is handed over."""
    deposit, business = order.deposit, current_business()
    if order.status == OrderStatus.LAPSED:
        return _("It was not paid in time, so nothing is ordered and nothing is charged.")
    if deposit is None:
        return ""
    if order.owed_payment(now) is not None and order.pay_by is not None:
        until = clock(order.pay_by.astimezone(business.zone), business.country)
        return _("It is placed once %(amount)s is paid, and kept for you until %(until)s.") % {
            "amount": amount(deposit.amount, deposit.currency),
            "until": until,
        }
    return stands(deposit.amount, deposit.currency, deposit.state)


def stands(value: Decimal, currency: str, state: str) -> str:
    """What became of what was paid; nothing where it was not."""
    told = {"amount": amount(value, currency)}
    match state:
        case DepositState.PAID:
            return _("%(amount)s is paid.") % told
        case DepositState.DUE_BACK:
            return _("%(amount)s goes back to where it was paid from.") % told
        case DepositState.BACK:
            return _("%(amount)s was paid back.") % told
    return ""


def terms(when: str) -> str:
    """How it is paid, before anything is agreed; empty where nothing is said of it."""
    return {
        PaidWhen.BEFORE.value: _("It is paid by card beforehand: you get a link, and it is placed once it is paid."),
        PaidWhen.CHOICE.value: _("You may pay it by card beforehand, or when you get it."),
    }.get(when, "")


def too_late(reference: str) -> str:
    """It came when the order could not be had any more, or had been paid."""
    return _(
        "Your payment for order %(reference)s came too late, or beside another, so it orders nothing; it goes back to"
        " where it was paid from."
    ) % {"reference": reference}
