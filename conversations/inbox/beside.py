"""Who a conversation is with: what stands beside the thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When
from django.db.models.functions import Lower
from django.utils import timezone

from businesses.models import ACTIVE, UNFINISHED_ORDERS, Booking, Customer, Order
from conversations.models import ConversationBooking, ConversationOrder
from tenants.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Collection

    from conversations.models import Conversation

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Beside:
    """``customers`` are known from what came of this conversation; ``alike`` have the same phone or e-mail, and are
    perhaps the same person. Bookings and orders are those of both, what is to come first, then the latest.
    """

    customers: tuple[Customer, ...] = ()
    alike: tuple[Customer, ...] = ()
    bookings: tuple[Booking, ...] = ()
    orders: tuple[Order, ...] = ()


def beside(conversation: Conversation, *, permissions: Collection[str]) -> Beside:
    """What whoever has these permissions may see: five queries at most."""
    here = {"conversation": conversation}
    booked = ConversationBooking.objects.filter(**here).values("booking__customer")
    ordered = ConversationOrder.objects.filter(**here).values("order__customer")
    known = Q(pk__in=booked) | Q(pk__in=ordered) | Q(pk=conversation.customer_id)
    customers = tuple(Customer.objects.filter(known, erased_at=None).order_by("name", "pk"))
    same = Customer.objects.alias(lower_email=Lower("email")).filter(_same_contact(conversation, customers))
    same = same.filter(erased_at=None).exclude(known)
    alike = tuple(same.order_by("name", "pk")[:SHOWN])
    keys = [each.pk for each in (*customers, *alike)]
    return Beside(
        customers=customers,
        alike=alike,
        bookings=_bookings(keys) if Permission.BOOKINGS_VIEW in permissions else (),
        orders=_orders(keys) if Permission.ORDERS_VIEW in permissions else (),
    )


def _same_contact(conversation: Conversation, customers: Collection[Customer]) -> Q:
    phones = {conversation.contact.get("phone"), *(each.phone for each in customers)} - {None, ""}
    emails = {(conversation.contact.get("email") or "").lower(), *(each.email.lower() for each in customers)} - {""}
    return Q(phone__in=phones) | Q(lower_email__in=emails)


def _bookings(customers: Collection[int]) -> tuple[Booking, ...]:
    rows = Booking.objects.detailed().filter(customer__in=customers)
    is_over = Q(starts_at__lt=timezone.now()) | ~Q(status__in=ACTIVE)
    next_first = Case(When(is_over, then=None), default="starts_at")
    return tuple(rows.order_by(next_first.asc(nulls_last=True), "-starts_at")[:SHOWN])


def _orders(customers: Collection[int]) -> tuple[Order, ...]:
    rows = Order.objects.detailed().filter(customer__in=customers)
    is_over = Case(When(status__in=UNFINISHED_ORDERS, then=0), default=1)
    return tuple(rows.order_by(is_over, "-placed_at")[:SHOWN])
