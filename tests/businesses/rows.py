"""Dull makers of a business's rows."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from businesses.contacts import CustomerDetails
from businesses.models import (
    Booking,
    BookingPolicy,
    HoursException,
    MenuSection,
    OrderPolicy,
    Resource,
    Service,
    StaffMember,
    WeeklyHours,
)
from businesses.operations import hold_slot
from businesses.queries import find_slots
from tenants.actors import Actor

if TYPE_CHECKING:
    from businesses.offered import OfferedSlot

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Rome
DAY = NOW.date()
VISITOR = Actor("customer", "visitor-1")
STAFF = Actor("staff", "7", "Sara")
ANNA = CustomerDetails(name="Anna Rossi", phone="+39 06 1234567", email="anna@example.com")


def clear_rows() -> None:
    """Remove what the category's template put in, so that a test states all it relies on."""
    bookable = (Booking, StaffMember, Service, Resource, WeeklyHours, HoursException, BookingPolicy)
    models = (*bookable, MenuSection, OrderPolicy)
    for model in models:
        model.objects.all().delete()


def open_daily(*spans: tuple[int, int]) -> None:
    """Open every weekday in these spans of whole hours; 24 is midnight."""
    for weekday in range(1, 8):
        for opens, closes in spans:
            WeeklyHours.objects.create(weekday=weekday, opens=time(opens), closes=time(closes % 24))


def add_service(*resources: Resource, name: str = "Table", minutes: int = 120, **fields: object) -> Service:
    service: Service = Service.objects.create(name=name, duration_minutes=minutes, **fields)
    service.resources.set(resources)
    return service


def add_table(name: str, capacity: int = 4, **fields: object) -> Resource:
    table: Resource = Resource.objects.create(name=name, kind="table", capacity=capacity, **fields)
    return table


def set_policy(**fields: object) -> BookingPolicy:
    BookingPolicy.objects.all().delete()
    return BookingPolicy.objects.create(pk=1, **{"lead_minutes": 0, "slot_step_minutes": 30, **fields})


def slot_at(
    service: Service,
    hour: int,
    minute: int = 0,
    *,
    party: int = 2,
    now: datetime = NOW,
    moving: Booking | None = None,
) -> OfferedSlot:
    """The offer of today (or the day of ``now``) at a wall time."""
    at = time(hour, minute)
    found = find_slots(service=service, party_size=party, day=now.date(), at=at, now=now, moving=moving)
    assert len(found) == 1, f"expected one offer at {hour}:{minute:02}, got {found}"
    return found[0]


def hold(slot: OfferedSlot, *, now: datetime = NOW, customer: CustomerDetails = ANNA, **fields: Any) -> Booking:
    return hold_slot(
        slot_token=slot.token,
        party_size=slot.party_size,
        customer=customer,
        by=VISITOR,
        source="chat",
        now=now,
        **fields,
    )


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
