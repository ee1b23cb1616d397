"""Bookings around now, and the pages of their days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from businesses.contacts import CustomerDetails
from businesses.models import Booking, Service
from businesses.operations import record_booking
from tenants.actors import SYSTEM
from tenants.context import enter

if TYPE_CHECKING:
    from tenants.models import Business


def book(business: Business, name: str, *, minutes_ago: int = 30, people: int = 2) -> Booking:
    with enter(business.schema_name):
        return record_booking(
            service=Service.objects.order_by("pk")[0],
            party_size=people,
            start=timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=minutes_ago),
            customer=CustomerDetails(name=name, phone="", email=""),
            by=SYSTEM,
            source="staff",
        )


def day_of(booking: Booking, business: Business) -> str:
    return f"/staff/day/{booking.during.lower.astimezone(business.zone):%Y-%m-%d}/"
