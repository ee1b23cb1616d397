"""A restaurant with a month behind it: bookings, no-shows, orders and a question nobody answered."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from knowledge.models import Gap
from tenants.models import Role
from tests.businesses.conftest import restaurant, table
from tests.businesses.dashboard.diaries import booked, ordered
from tests.factories import new_user

if TYPE_CHECKING:
    from businesses.models import Service
    from tenants.models import Business, User

__all__ = ["restaurant", "table"]

MONDAY = date(2026, 3, 9)
"""The week after the one that is reported."""
NOW = datetime(2026, 3, 9, 6, 30, tzinfo=UTC)
"""Half past seven in Rome, on that Monday."""
ASKED_IN = UUID("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def diary(table: Service) -> Service:
    """From Monday the 2nd to Sunday the 8th of March, and a little the week before."""
    for number in range(1, 8):
        day = MONDAY - timedelta(days=number)
        booked(table, day, 12, party_size=number, source="chat" if number % 2 else "form")
        booked(table, day, 18, party_size=2, status="no_show" if number in {3, 4} else "completed")
        ordered(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), f"{10 + number}.50")
    booked(table, MONDAY - timedelta(days=9), 12, party_size=4)
    booked(table, MONDAY - timedelta(days=10), 12, status="no_show")
    asked_at = datetime(2026, 3, 5, 12, tzinfo=UTC)
    Gap.objects.create(key="dogs", question="Are dogs welcome?", asked=3, asked_at=asked_at, conversation=ASKED_IN)
    return table


@pytest.fixture
def owner(restaurant: Business) -> User:
    return new_user("mara@example.com", business=restaurant, role=Role.OWNER, name="Mara Owner")
