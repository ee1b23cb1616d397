"""Placing an order: what was quoted, and nothing else."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.contacts import CustomerDetails, checked, plain_note
from businesses.errors import KeyReused
from businesses.events import ORDER_ACCEPTED, ORDER_PAYMENT_ASKED, ORDER_PLACED
from businesses.models import BookingSource, Order, OrderPolicy, OrderStatus, PaidWhen
from businesses.operations.caps import check_orders_of, counted
from businesses.operations.contention import settled
from businesses.operations.customers import known_or_new_customer
from businesses.operations.holds import LONGEST_ADDRESS, LONGEST_NOTE
from businesses.operations.orders.committing import quoted_again, take_stock, write_lines
from businesses.operations.orders.payments import ask_payment
from businesses.operations.orders.timeline import move, record
from businesses.ordering.errors import OrderBusy, OrdersTooFast, QuoteNotValid
from businesses.ordering.kitchen import answer_by
from businesses.ordering.quotes import read_quote
from businesses.queries.orders import order_called, read_kitchen
from businesses.rules import BOUND_BY_NOTICE
from tenants.actors import SYSTEM
from tenants.context import current_business

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.ordering.quotes import Agreed, Quote
    from tenants.actors import Actor


def place_order(
    *,
    quote_token: str,
    customer: CustomerDetails,
    by: Actor,
    source: str,
    idempotency_key: str | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Order:
    """Order what the quote says, at its price and for its time; where the business accepts by itself, accepted at once.

    What is to be paid beforehand is kept, and placed once it is paid (``place_paid``).

    The same ``idempotency_key`` with the same arguments returns the order it made the first time; with others it raises
    ``KeyReused``. Raises ``QuoteNotValid``, ``QuoteChanged`` with how it would be now, ``ContactNotValid``,
    ``TooManyOrders``, ``OrdersTooFast``, ``OrderBusy``, and what ``quote_order`` raises for what cannot be had at all.
    """
    moment = now or timezone.now()
    details = checked(customer, current_business(), is_contact_required=by.kind != "staff")
    key = _digest(idempotency_key) if idempotency_key else None
    fingerprint = _digest(json.dumps([quote_token, details.name, details.phone, details.email]))
    if (earlier := _placed_with(key, fingerprint)) is not None:
        return earlier
    agreed = read_quote(quote_token)
    if agreed.replaces:
        raise QuoteNotValid

    def place() -> Order:
        if (made := _placed_with(key, fingerprint)) is not None:
            return made
        check_orders_of(details, by=by)
        quote, policy = quoted_again(agreed, now=moment), OrderPolicy.current()
        order = _row(agreed, quote, details, policy, source=BookingSource(source), now=moment)
        order.note = plain_note(note, LONGEST_NOTE)
        order.order_key, order.order_fingerprint = key, fingerprint if key else ""
        return _kept(order, quote, policy, by=by, now=moment)

    with counted(source=source, by=by, too_fast=OrdersTooFast):
        return settled(place, busy=OrderBusy)


def _kept(order: Order, quote: Quote, policy: OrderPolicy, *, by: Actor, now: datetime) -> Order:
    """The new row, its lines and its stock; it waits to be paid, or is placed."""
    is_unpaid = _is_to_be_paid(order, policy, by)
    if is_unpaid:
        ask_payment(order, policy, now=now)
    order.save(force_insert=True)
    write_lines(order, quote)
    take_stock(quote)
    record(order, event=ORDER_PAYMENT_ASKED if is_unpaid else ORDER_PLACED, by=by, at=now)
    if policy.accepts_by_itself and not is_unpaid:
        return move(order, to=OrderStatus.ACCEPTED, event=ORDER_ACCEPTED, by=SYSTEM, at=now)
    return order_called(order.reference)


def _is_to_be_paid(order: Order, policy: OrderPolicy, by: Actor) -> bool:
    """What staff write down needs no payment."""
    is_asked = policy.paid_when(order.way) == PaidWhen.BEFORE and by.kind in BOUND_BY_NOTICE
    return is_asked and order.total > 0


def _row(
    agreed: Agreed, quote: Quote, details: CustomerDetails, policy: OrderPolicy, *, source: BookingSource, now: datetime
) -> Order:
    patience = timedelta(minutes=policy.accept_minutes)
    return Order(
        customer=known_or_new_customer(details),
        way=agreed.wish.way,
        status=OrderStatus.PLACED,
        table_id=agreed.wish.table,
        address=plain_note(agreed.wish.address, LONGEST_ADDRESS),
        currency=quote.currency,
        subtotal=quote.subtotal,
        fee=quote.fee,
        tax=quote.tax,
        total=quote.total,
        pieces=quote.pieces,
        ready_at=quote.ready_at,
        minutes_on_the_way=quote.minutes_on_the_way,
        placed_at=now,
        accept_by=answer_by(read_kitchen(policy, now=now), patience, now=now),
        source=source,
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _placed_with(key: str | None, fingerprint: str) -> Order | None:
    earlier = Order.objects.detailed().filter(order_key=key).first() if key else None
    if earlier is not None and earlier.order_fingerprint != fingerprint:
        raise KeyReused
    return earlier
