"""Dull makers of bookings and orders as they stand afterwards, on a Tuesday in Rome unless said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from businesses.dashboard.periods import Period, own_periods
from businesses.dashboard.queries import dashboard_of
from businesses.models import Booking, Customer, Order, OrderLine, Service

if TYPE_CHECKING:
    from businesses.dashboard.figures import Figure
    from businesses.dashboard.queries import Dashboard

ROME = ZoneInfo("Europe/Rome")
DAY = date(2026, 3, 10)


def customer() -> Customer:
    return Customer.objects.get_or_create(name="Anna Rossi", email="anna@example.com")[0]


def booked(
    service: Service, day: date, hour: float, *, minutes: int = 120, status: str = "completed", **fields: object
) -> Booking:
    """At a wall time in Rome, at the service's first table that is free."""
    wall = datetime.combine(day, time(int(hour), round(hour % 1 * 60)), tzinfo=ROME)
    start = wall.astimezone(UTC)
    during = DateTimeTZRange(start, start + timedelta(minutes=minutes))
    values = {"resource": service.resources.order_by("pk")[0], "source": "form", "party_size": 2, **fields}
    return Booking.objects.create(service=service, customer=customer(), during=during, status=status, **values)


def ordered(placed_at: datetime, total: str, *, status: str = "completed", currency: str = "EUR") -> Order:
    """One dish called Margherita."""
    amount = Decimal(total)
    order = Order.objects.create(
        customer=customer(),
        way="pickup",
        status=status,
        currency=currency,
        subtotal=amount,
        total=amount,
        ready_at=placed_at,
        placed_at=placed_at,
        accept_by=placed_at,
        source="chat",
    )
    OrderLine.objects.create(order=order, position=1, name="Margherita", quantity=1, unit_price=amount, total=amount)
    return order


def read(first: date, last: date) -> Dashboard:
    return dashboard_of(*own_periods(first, last))


def figure(found: Dashboard, key: str) -> Figure:
    return next(each for each in found.figures if each.key == key)


def of_day(day: date) -> Period:
    return Period(day, day)
