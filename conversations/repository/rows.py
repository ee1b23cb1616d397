"""Bookings and orders as the engine sees them, made from their rows."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language

from businesses.availability.walltime import instants, local_day
from businesses.contacts import CustomerDetails
from businesses.models import OrderPolicy, ResourceKind, StaffMember
from businesses.ordering.rules import may_be_paid
from conversations.repository.facts import BilledLine, BookingFacts, DepositFacts, OrderFacts, PickedOption
from tenants.context import current_business
from tenants.hosts import url_of

if TYPE_CHECKING:
    from datetime import datetime

    from businesses.models import Booking, Deposit, Order, OrderLine
    from businesses.offered import OfferedSlot
    from businesses.ordering.pricing import PricedLine
    from conversations.repository.facts import Offer, Person, Wish

EVENING = time(19, 0)
"""Around when times are looked for on a day for which no time was said."""


def person_at(booking: Booking) -> str:
    """Who serves, where what is booked is a person's time."""
    if booking.resource.kind != ResourceKind.STAFF:
        return ""
    return StaffMember.objects.filter(resource=booking.resource_id).values_list("name", flat=True).first() or ""


def details_of(person: Person) -> CustomerDetails:
    """As whoever books or orders, in the language that is spoken with them."""
    return CustomerDetails(name=person.name, phone=person.phone, email=person.email, locale=get_language() or "")


def as_facts(booking: Booking) -> BookingFacts:
    zone = current_business().zone
    return BookingFacts(
        reference=booking.reference,
        status=booking.status,
        version=booking.version,
        service=booking.service_id,
        service_name=booking.service.name,
        needs_party=booking.service.needs_party,
        resource=booking.resource.name,
        people=booking.party_size,
        starts_at=booking.during.lower.astimezone(zone),
        ends_at=booking.ends_at.astimezone(zone),
        cancel_by=booking.cancel_by,
        name=booking.customer.name,
        staff=person_at(booking),
        phone=str(booking.customer.phone),
        email=booking.customer.email,
        note=booking.note,
        address=booking.address,
        deposit=deposit_facts(booking),
    )


def deposit_facts(booking: Booking) -> DepositFacts | None:
    until = booking.expires_at if booking.owed_deposit(timezone.now()) is not None else None
    return payment_facts(booking.deposit, until, f"/b/{booking.reference}/")


def payment_facts(deposit: Deposit | None, until: datetime | None, page: str) -> DepositFacts | None:
    """``until`` when it has to be paid, None where nothing has to be; ``page`` is where it is paid."""
    business = current_business()
    if deposit is None:
        return None
    return DepositFacts(
        amount=deposit.amount,
        currency=deposit.currency,
        state=deposit.state,
        until=until.astimezone(business.zone) if until else None,
        address=url_of(business.slug, page),
    )


def billed(line: PricedLine) -> BilledLine:
    options = tuple(
        PickedOption(each.group, each.option, each.option_id, each.amount, each.is_left_out, each.price)
        for each in line.choices
    )
    return BilledLine(line.item, line.name, line.quantity, options, line.note, line.total)


def line_facts(line: OrderLine) -> BilledLine:
    options = tuple(
        PickedOption(
            group=each["group"],
            name=each["option"],
            option=each["option_id"],
            amount=each["amount"],
            is_left_out=each["is_left_out"],
            price=Decimal(each["price"]),
        )
        for each in line.choices
    )
    return BilledLine(line.item_id or 0, line.name, line.quantity, options, line.note, line.total)


def order_facts(order: Order) -> OrderFacts:
    now, page = timezone.now(), f"/o/{order.reference}/"
    pays = may_be_paid(order, OrderPolicy.current(), now)
    until = order.pay_by if order.owed_payment(now) is not None else None
    zone, on_the_way = current_business().zone, timedelta(minutes=order.minutes_on_the_way)
    return OrderFacts(
        reference=order.reference,
        status=order.status,
        version=order.version,
        way=order.way,
        lines=tuple(map(line_facts, order.lines.all())),
        subtotal=order.subtotal,
        fee=order.fee,
        tax=order.tax,
        total=order.total,
        currency=order.currency,
        ready_at=order.ready_at.astimezone(zone),
        there_at=(order.ready_at + on_the_way).astimezone(zone),
        name=order.customer.name,
        phone=str(order.customer.phone),
        email=order.customer.email,
        note=order.note,
        address=order.address,
        table=order.table.name if order.table else "",
        payment=payment_facts(order.deposit, until, page),
        pays_at=url_of(current_business().slug, page) if pays else "",
    )


def as_offer(slot: OfferedSlot) -> Offer:
    return {
        "start": slot.start.isoformat(),
        "end": slot.end.isoformat(),
        "resource": slot.resource_name,
        "token": slot.token,
    }


def instant_of(wish: Wish) -> datetime:
    """The instant a wish is about; a time the clocks skip that night counts from midnight."""
    zone = current_business().zone
    found = instants(wish.day, wish.at or EVENING, zone)
    return found[0] if found else local_day(wish.day, zone)[0]
