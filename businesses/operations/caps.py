"""How many places and orders customers may take: one contact in a day, one visitor and one business in a while."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from businesses.availability.walltime import local_day
from businesses.errors import BookingError, BookingsTooFast, TooManyBookings
from businesses.models import UNFINISHED_ORDERS, Booking, BookingSource, Order
from businesses.operations.contention import queue_for
from businesses.ordering.errors import OrderError, OrdersTooFast, TooManyOrders
from tenants.context import current_business, current_schema
from tenants.limits.buckets import Limit
from tenants.limits.caller import caller_address
from tenants.limits.names import canonical_email
from tenants.limits.shared import take

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from businesses.contacts import CustomerDetails
    from businesses.models import Customer
    from tenants.actors import Actor
    from tenants.limits.shared import Wanted

A_DAY, COMING, OPEN = 4, 20, 5
"""Bookings and holds one contact may have for one day, and in all that is to come; orders that are not done."""
MINUTE = 60.0
BUSINESS = Limit("bookings", 120, MINUTE)
FORM = Limit("bookings-form", 10, 10 * MINUTE)
"""From one address: the form asks for no proof of anything."""
CONVERSATION = Limit("bookings-conversation", 8, 60 * MINUTE)


def is_limited(by: Actor) -> bool:
    """Staff and imports write down what has been agreed elsewhere."""
    return by.kind in {"customer", "agent"}


@contextmanager
def counted(
    *, source: str, by: Actor, too_fast: type[BookingsTooFast | OrdersTooFast] = BookingsTooFast
) -> Iterator[None]:
    """Count one hold or order by a customer, unless it fails; raises ``too_fast``."""
    buckets = _buckets(source, by) if is_limited(by) else []
    if buckets and (wait := take(*buckets)):
        raise too_fast(wait)
    try:
        yield
    except (BookingError, OrderError):
        if buckets:
            take(*buckets, count=-1)
        raise


def _buckets(source: str, by: Actor) -> list[Wanted]:
    schema = current_schema()
    buckets = [(BUSINESS, schema)]
    if source == BookingSource.FORM and caller_address():
        buckets.append((FORM, f"{schema} {caller_address()}"))
    if by.kind == "agent":
        buckets.append((CONVERSATION, f"{schema} {by.id}"))
    return buckets


def check_contact(
    contact: CustomerDetails | Customer, start: datetime, *, by: Actor, now: datetime, moving: Booking | None = None
) -> None:
    """Raise ``TooManyBookings`` where the phone number or mailbox has its share. Call inside the transaction.

    Who asks for the same contact waits for the end of this transaction: many at once get no more than one by one.
    """
    if not is_limited(by) or not (contact.phone or contact.email):
        return
    mailbox = canonical_email(contact.email) if contact.email else ""
    queue_for(filter(None, [contact.phone, mailbox]))
    zone = current_business().zone
    first, last = local_day(start.astimezone(zone).date(), zone)
    theirs = list(_coming(contact.phone, mailbox, now, moving))
    if sum(first <= begins < last for begins in theirs) >= A_DAY:
        told = _("This contact already has %(count)d bookings for that day. For more, please call us.")
        raise TooManyBookings("phone" if contact.phone else "email", told % {"count": A_DAY})
    if len(theirs) >= COMING:
        told = _("This contact already has %(count)d bookings to come. For more, please call us.")
        raise TooManyBookings("phone" if contact.phone else "email", told % {"count": COMING})


def _coming(phone: str, mailbox: str, now: datetime, moving: Booking | None) -> Iterable[datetime]:
    """When the contact's bookings begin. Addresses that differ in a mailbox's spelling share its domain."""
    same = Q(customer__phone=phone) if phone else Q(pk=None)
    if mailbox:
        domains = {"gmail.com", "googlemail.com"} if mailbox.endswith("@gmail.com") else {mailbox.rpartition("@")[2]}
        for domain in domains:
            same |= Q(customer__email__iendswith=f"@{domain}")
    rows = Booking.objects.taking(now).filter(same, during__endswith__gt=now).exclude(pk=moving.pk if moving else 0)
    for begins, number, address in rows.values_list("starts_at", "customer__phone", "customer__email"):
        if (phone and number == phone) or (mailbox and address and canonical_email(address) == mailbox):
            yield begins


def check_orders_of(contact: CustomerDetails, *, by: Actor) -> None:
    """Raise ``TooManyOrders`` where the phone or mailbox has its share of open orders. Call inside the transaction."""
    if not is_limited(by) or not (contact.phone or contact.email):
        return
    queue_for(filter(None, [contact.phone, canonical_email(contact.email) if contact.email else ""]))
    same = Q(customer__phone=contact.phone) if contact.phone else Q(pk=None)
    if contact.email:
        same |= Q(customer__email__iexact=contact.email)
    if Order.objects.filter(same, status__in=UNFINISHED_ORDERS).count() >= OPEN:
        raise TooManyOrders(OPEN)
