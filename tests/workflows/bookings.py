"""A business with one chair and a customer who wants it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from businesses.contacts import CustomerDetails
from businesses.models import Booking
from businesses.operations import record_booking
from tenants.actors import Actor
from tests.businesses import rows

STAFF = Actor("staff", "7", "Sara")
CUSTOMER = Actor("customer", "greta")
GRETA = CustomerDetails(name="Greta Neri", phone="+39 06 1234567", email="greta@example.com")


def open_always() -> None:
    """Replace the category's template by a business that is open day and night and offers one thing."""
    rows.clear_rows()
    rows.open_daily((0, 24))
    rows.set_policy(horizon_days=90)
    rows.add_service(rows.add_table("T1", 4), name="Dinner", needs_party=True)


def book(starts_at: datetime, *, customer: CustomerDetails = GRETA, party: int = 2) -> Booking:
    """A confirmed booking of the open business that is entered."""
    from businesses.models import Service

    return record_booking(
        service=Service.objects.get(), party_size=party, start=starts_at, customer=customer, by=STAFF, source="staff"
    )


def in_days(days: int, hour: int = 17) -> datetime:
    """A whole hour some days ahead of the real clock."""
    return (datetime.now(UTC) + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
