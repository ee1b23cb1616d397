"""Orders of a conversation, on the business's own schema."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.errors import KeyReused
from businesses.models import BookingSource, Order, OrderPolicy, OrderStatus
from businesses.operations.orders import change_order, move_order, place_order
from businesses.ordering.errors import OrderNotFound
from businesses.queries.orders import order_by_contact, order_called
from businesses.queries.quoting import quote_order
from conversations.models import Conversation, ConversationOrder
from conversations.repository.facts import QuoteFacts
from conversations.repository.rows import billed, details_of, order_facts
from tenants.context import current_business

if TYPE_CHECKING:
    from businesses.ordering.baskets import OrderWish
    from conversations.repository.database import DatabaseRepository
    from conversations.repository.facts import OrderFacts, Person

ORDER_DEEDS = {
    "payment_asked": "ordered",
    "placed": "ordered",
    "changed": "order_changed",
    "cancelled": "order_cancelled",
}
"""What a line of an order's timeline is to the conversation."""


@dataclass(frozen=True, slots=True)
class DatabaseOrders:
    within: DatabaseRepository

    def quote(self, wish: OrderWish, *, replaces: str = "") -> QuoteFacts:
        order = order_called(replaces) if replaces else None
        # What was promised for the order stands while nobody asks for another time.
        promised = order.ready_at if order is not None and wish.at is None else None
        found = quote_order(wish, now=timezone.now(), replaces=order, promised=promised)
        zone = current_business().zone
        return QuoteFacts(
            token=found.token(),
            way=wish.way,
            lines=tuple(map(billed, found.lines)),
            fee=found.fee,
            tax=found.tax,
            total=found.total,
            is_tax_added=not OrderPolicy.current().prices_include_tax,
            there_at=found.there_at.astimezone(zone),
            expires_at=found.expires_at,
            paid_when=found.paid_when,
        )

    def place(self, *, quote: QuoteFacts, person: Person, note: str) -> OrderFacts:
        key = f"chat:{self.within.conversation_id}:{self.within.first}"
        with self.within.fenced():
            try:
                order = place_order(
                    quote_token=quote.token,
                    customer=details_of(person),
                    by=self.within.actor,
                    source=BookingSource.CHAT,
                    idempotency_key=key,
                    note=note,
                )
            except KeyReused:
                # An earlier run of this very turn ordered already and died before it could say so.
                order = Order.objects.detailed().get(order_key=hashlib.sha256(key.encode()).hexdigest())
            Conversation.objects.filter(pk=self.within.conversation_id).update(customer=order.customer_id)
        return self.stands("ordered", order)

    def change(self, *, quote: QuoteFacts, note: str) -> OrderFacts:
        with self.within.fenced():
            order = change_order(quote_token=quote.token, note=note, by=self.within.actor)
        return self.stands("order_changed", order)

    def cancel(self, reference: str) -> OrderFacts:
        with self.within.fenced():
            order = move_order(reference=reference, to=OrderStatus.CANCELLED, by=self.within.actor)
        return self.stands("order_cancelled", order)

    def own(self, reference: str) -> OrderFacts:
        return order_facts(order_called(reference))

    def find(self, *, reference: str, phone: str, email: str) -> OrderFacts | None:
        try:
            return order_facts(order_by_contact(reference=reference, contact=phone or email))
        except OrderNotFound:
            return None

    def stands(self, deed: str, order: Order) -> OrderFacts:
        """The order as committed, kept as what this turn has done, and with the conversation."""
        ConversationOrder.objects.get_or_create(conversation_id=self.within.conversation_id, order=order)
        found = order_facts(order)
        self.within.committed.append((deed, found))
        return found
