"""What conversations listen to: bookings and orders, shown as they stand on staff's boards and customers' cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from businesses.events import (
    BOOKING_CONFIRMED,
    BOOKING_DEPOSIT_DUE_BACK,
    OF_BOOKINGS,
    OF_ORDERS,
    ORDER_PAID,
    ORDER_PAYMENT_DUE_BACK,
    ORDER_PLACED,
    WAITING_OFFERED,
)
from businesses.models import Booking, Order
from conversations.engine import ordered
from conversations.engine.booked import payload
from conversations.live import push_to_conversation, push_to_staff
from conversations.models import ConversationBooking, ConversationOrder, ConversationWaiting
from conversations.operations.deposits import tell_of_deposit, tell_of_payment
from conversations.operations.offering import tell_of_offer
from conversations.repository.rows import as_facts, order_facts
from events.subscriptions import subscribe
from tenants.actors import SYSTEM

if TYPE_CHECKING:
    from events.types import Event


@subscribe(*OF_BOOKINGS, name="conversations.board")
def show_on_board(event: Event) -> None:
    """Pass a booking's event to the staff that are looking."""
    push_to_staff(
        {"type": "booking", "event": event.type, "booking": event.payload, "at": event.occurred_at.isoformat()}
    )


@subscribe(*OF_ORDERS, name="conversations.kitchen")
def show_in_kitchen(event: Event) -> None:
    """Pass an order's event to the staff that are looking."""
    push_to_staff({"type": "order", "event": event.type, "order": event.payload, "at": event.occurred_at.isoformat()})


@subscribe(*OF_BOOKINGS, name="conversations.cards")
def show_on_cards(event: Event) -> None:
    """Show a changed booking to the conversations it came of, each in its language."""
    reference = event.payload["reference"]
    links = list(ConversationBooking.objects.filter(booking__reference=reference).select_related("conversation"))
    booking = Booking.objects.detailed().filter(reference=reference).first() if links else None
    if booking is None:
        return
    for link in links:
        with translation.override(link.conversation.locale):
            push_to_conversation(link.conversation_id, {"type": "booking", "booking": payload(as_facts(booking))})


@subscribe(*OF_ORDERS, name="conversations.order_cards")
def show_on_order_cards(event: Event) -> None:
    """Show a changed order to the conversations it came of."""
    links = ConversationOrder.objects.filter(order__reference=event.payload["reference"])
    order = Order.objects.detailed().filter(reference=event.payload["reference"]).first() if links.exists() else None
    if order is None:
        return
    shown = {"type": "order", "order": ordered.payload(order_facts(order))}
    for conversation in links.values_list("conversation_id", flat=True):
        push_to_conversation(conversation, shown)


@subscribe(BOOKING_CONFIRMED, BOOKING_DEPOSIT_DUE_BACK, name="conversations.deposits")
def tell_who_paid(event: Event) -> None:
    """Tell of a booking that a deposit has made, or could not make, in the conversations it came of."""
    if not (event.payload.get("is_paid") or event.payload.get("is_late")):
        return
    links = ConversationBooking.objects.filter(booking__reference=event.payload["reference"])
    for conversation_id in links.values_list("conversation_id", flat=True):
        tell_of_deposit(conversation_id=conversation_id, reference=event.payload["reference"], by=SYSTEM)


@subscribe(ORDER_PLACED, ORDER_PAID, ORDER_PAYMENT_DUE_BACK, name="conversations.payments")
def tell_who_paid_an_order(event: Event) -> None:
    """Tell of an order that a payment has placed, or could not, in the conversations it came of."""
    is_late = bool(event.payload.get("is_late"))
    if not (event.payload.get("is_paid") or is_late):
        return
    links = ConversationOrder.objects.filter(order__reference=event.payload["reference"])
    for conversation_id in links.values_list("conversation_id", flat=True):
        tell_of_payment(
            conversation_id=conversation_id, reference=event.payload["reference"], is_late=is_late, by=SYSTEM
        )


@subscribe(WAITING_OFFERED, name="conversations.offers")
def tell_who_waits(event: Event) -> None:
    """Tell of a place that came free in the conversations that are about it and still open."""
    links = ConversationWaiting.objects.filter(waiting__reference=event.payload["reference"])
    for conversation_id in links.values_list("conversation_id", flat=True):
        tell_of_offer(conversation_id=conversation_id, reference=event.payload["reference"], by=SYSTEM)
