from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import template
from django.utils import dateformat

from businesses import clock, naming
from businesses.board import words
from businesses.models import BookingStatus, DepositState
from businesses.rules import EARLY, is_in_time
from businesses.wording import deposits
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import date, datetime

    from businesses.models import Booking, Deposit

register = template.Library()


@register.filter(expects_localtime=True)
def day(value: date) -> str:
    return clock.day_of(value)


@register.filter(expects_localtime=True)
def day_with_year(value: date) -> str:
    return clock.day_with_year(value)


@register.filter(expects_localtime=True)
def short_day(value: date) -> str:
    return clock.short_day(value)


@register.filter(expects_localtime=True)
def time_of_day(value: datetime) -> str:
    """As the business's country and the reader's language write it."""
    return dateformat.time_format(value, clock.page_clock(current_business().country))


@register.filter
def stands(booking: Booking) -> str:
    """How it stands, as staff say it."""
    return words.stands(booking)


@register.filter
def deposit_stands(deposit: Deposit) -> str:
    return deposits.stands(deposit.amount, deposit.currency, deposit.state)


@register.filter
def may_keep_deposit(booking: Booking, now: datetime) -> bool:
    """Whether cancelling it now would keep what was paid, unless staff say otherwise."""
    is_paid = booking.deposit is not None and booking.deposit.state == DepositState.PAID
    return is_paid and not is_in_time(booking, now)


@register.filter
def is_over_time(booking: Booking, now: datetime) -> bool:
    return booking.is_over_time(now)


@register.filter
def is_awaited(booking: Booking, now: datetime) -> bool:
    """Whether they should be here by now, late as they have told to be."""
    due = booking.during.lower + timedelta(minutes=booking.late_minutes)
    return booking.status == BookingStatus.CONFIRMED and due < now


@register.filter
def may_check_in(booking: Booking, now: datetime) -> bool:
    is_time = booking.during.lower - EARLY <= now < booking.during.upper
    return is_time and booking.status in (BookingStatus.CONFIRMED, BookingStatus.NO_SHOW)


@register.filter
def called(name: str) -> str:
    """The service's name in the language of the page."""
    return naming.called(name)
