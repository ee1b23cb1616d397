"""Eight weeks of bookings and orders that are over, around the demo's own, so that its figures say something.

Written down as rows, without events: nobody is told of what is long past. The same business has the same past.
"""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from businesses.availability.openings import spans_beginning
from businesses.models import (
    Booking,
    BookingChange,
    BookingSource,
    BookingStatus,
    Customer,
    MenuItem,
    Order,
    OrderChange,
    OrderLine,
    OrderPolicy,
    OrderStatus,
    OrderWay,
    Resource,
    Service,
)
from businesses.queries.hours import hours_book
from businesses.references import new_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from businesses.availability.intervals import Interval
    from tenants.actors import Actor
    from tenants.models import Business

DAYS = 56
SOURCES = (*[BookingSource.CHAT] * 5, *[BookingSource.FORM] * 3, *[BookingSource.STAFF] * 2)
ENDED = (*[BookingStatus.COMPLETED] * 17, BookingStatus.NO_SHOW, *[BookingStatus.CANCELLED] * 2)
WEEKEND = frozenset({5, 6})
STEP = timedelta(minutes=30)
FEW = 0.05
FULL, SLACK = 0.7, 0.3
"""How full Fridays and Saturdays are, and other days, of what there is room for."""


def seed_history(business: Business, *, names: Sequence[str], today: date, by: Actor) -> None:
    """Once, for a business that has its catalogue and its own bookings, between which there is room: which of these
    people came until yesterday, what for, how it ended, and what was ordered.
    """
    chance = random.Random(business.slug)  # no secret: believable, and the same each time
    customers = Customer.objects.bulk_create(
        Customer(name=name, email=f"{name.lower().replace(' ', '.')}@example.com") for name in names
    )
    book, first = hours_book(today - timedelta(days=DAYS), DAYS), today - timedelta(days=DAYS)
    spans = spans_beginning(book, first, DAYS, business.zone)
    places, taken = _places(), _taken()
    bookings = [
        booking
        for span in spans
        for place in places
        for booking in _bookings(span, place, customers, chance)
        if not any(booking.during.lower < end and start < booking.during.upper for start, end in taken[place[0].pk])
    ]
    _write_bookings(bookings, by=by)
    items = list(MenuItem.objects.filter(is_available=True, price__isnull=False).order_by("pk"))
    if items and OrderPolicy.objects.exists():
        orders = [each for span in spans for each in _orders(span, business.currency, customers, chance)]
        _write_orders(orders, items, chance, by=by)


def _places() -> list[tuple[Resource, list[Service]]]:
    """What can be booked, with what for."""
    rows = Resource.objects.filter(is_active=True).prefetch_related("services").order_by("pk")
    places = [(row, sorted(row.services.all(), key=lambda service: service.pk)) for row in rows]
    return [(row, [each for each in services if each.is_active]) for row, services in places if services]


def _taken() -> defaultdict[int, list[tuple[datetime, datetime]]]:
    """When what can be booked is, or was, taken already."""
    found: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for resource, during in Booking.objects.values_list("resource", "during"):
        found[resource].append((during.lower, during.upper))
    return found


def _bookings(
    span: Interval, place: tuple[Resource, list[Service]], customers: list[Customer], chance: random.Random
) -> Iterator[Booking]:
    """One after another, with gaps; busier at the end of the week and late in an opening."""
    resource, services = place
    busy, start = FULL if span.start.isoweekday() in WEEKEND else SLACK, span.start
    while True:
        service = chance.choice(services)
        until = start + service.duration + service.buffer
        if until > span.end:
            return
        late = (start - span.start) / (span.end - span.start)
        if chance.random() > busy * (0.5 + late):
            start += STEP
            continue
        yield Booking(
            service=service,
            resource=resource,
            customer=chance.choice(customers),
            party_size=chance.randint(resource.min_party, resource.capacity) if service.needs_party else 1,
            during=DateTimeTZRange(start, until),
            buffer_minutes=service.buffer_minutes,
            status=chance.choice(ENDED),
            source=chance.choice(SOURCES),
        )
        start = until


def _write_bookings(bookings: list[Booking], *, by: Actor) -> None:
    _give_references(bookings, besides=Booking.objects.values_list("reference", flat=True))
    BookingChange.objects.bulk_create(
        BookingChange(
            booking=booking,
            at=booking.during.upper,
            actor=str(by),
            actor_name=by.name,
            kind=booking.status,
            to_status=booking.status,
            version=1,
        )
        for booking in Booking.objects.bulk_create(bookings)
    )


def _give_references(rows: Sequence[Booking | Order], *, besides: Iterable[str]) -> None:
    for row, reference in zip(rows, new_references(len(rows), besides=besides), strict=True):
        row.reference = reference


def _orders(span: Interval, currency: str, customers: list[Customer], chance: random.Random) -> Iterator[Order]:
    busy = 2 if span.start.isoweekday() in WEEKEND else 1
    for _ in range(busy * chance.randint(1, 4)):
        placed = span.start + (span.end - span.start) * chance.random()
        yield Order(
            customer=chance.choice(customers),
            way=OrderWay.PICKUP,
            status=OrderStatus.CANCELLED if chance.random() < FEW else OrderStatus.COMPLETED,
            currency=currency,
            ready_at=placed + STEP,
            placed_at=placed,
            accept_by=placed + STEP,
            source=chance.choice(SOURCES),
        )


def _write_orders(orders: list[Order], items: list[MenuItem], chance: random.Random, *, by: Actor) -> None:
    """Some dishes are asked for more than others."""
    liked = [1 / (1 + place) for place in range(len(items))]
    lines: list[OrderLine] = []
    for order in orders:
        chosen = {item.pk: item for item in chance.choices(items, liked, k=chance.randint(1, 3))}.values()
        own = [_line(order, position, item, chance) for position, item in enumerate(chosen)]
        order.subtotal = order.total = sum((each.total for each in own), Decimal(0))
        order.pieces = sum(each.quantity for each in own)
        lines += own
    _give_references(orders, besides=Order.objects.values_list("reference", flat=True))
    Order.objects.bulk_create(orders)
    OrderLine.objects.bulk_create(lines)
    OrderChange.objects.bulk_create(
        OrderChange(
            order=order,
            at=order.ready_at,
            actor=str(by),
            actor_name=by.name,
            kind=order.status,
            to_status=order.status,
            version=1,
        )
        for order in orders
    )


def _line(order: Order, position: int, item: MenuItem, chance: random.Random) -> OrderLine:
    price, quantity = item.price or Decimal(0), chance.choice((1, 1, 1, 2))
    return OrderLine(
        order=order,
        position=position,
        item=item,
        name=item.name,
        quantity=quantity,
        unit_price=price,
        total=price * quantity,
    )
