"""Occupancy: time taken over time offered, by weekday and hour, in real time on a wall clock."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from businesses.dashboard.occupancy import heat_map
from businesses.dashboard.periods import Span, periods_of
from businesses.dashboard.queries import dashboard_of
from businesses.models import Booking, HoursException, Resource, WeeklyHours
from tests.businesses import rows
from tests.businesses.dashboard.diaries import DAY, booked, read

if TYPE_CHECKING:
    from businesses.models import Service
    from tenants.models import Business

TUESDAY = 2


def test_time_taken_over_time_offered_by_hour(table: Service) -> None:
    booked(table, DAY, 12.5, minutes=90)
    full = read(DAY, DAY).occupancy.now
    assert full.of((TUESDAY, 12)) == Decimal("0.25")  # half an hour of one of two tables
    assert full.of((TUESDAY, 13)) == Decimal("0.5")
    assert full.of((TUESDAY, 14)) == 0
    assert full.of((TUESDAY, 15)) is None, "closed"
    assert full.share == Decimal(90) / Decimal(8 * 60 * 2)
    assert list(full.hours()) == list(range(12, 23))


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_a_place_nobody_sat_at_was_not_taken(table: Service, status: str) -> None:
    booked(table, DAY, 12, status=status)
    assert read(DAY, DAY).occupancy.now.share == 0


def test_who_was_seen_to_leave_took_the_place_until_then(table: Service) -> None:
    early = booked(table, DAY, 12, minutes=120)
    Booking.objects.filter(pk=early.pk).update(left_at=early.during.lower + timedelta(minutes=30))
    booked(table, DAY, 12.5, minutes=60, status="arrived")
    full = read(DAY, DAY).occupancy.now
    assert full.of((TUESDAY, 12)) == Decimal("0.5"), "one table, one party after the other"
    assert full.of((TUESDAY, 13)) == Decimal("0.25")


def test_a_closed_day_offers_nothing(table: Service) -> None:
    HoursException.objects.create(date=DAY)
    assert read(DAY, DAY).occupancy.now.share is None


def test_what_can_no_longer_be_booked_offers_nothing(table: Service) -> None:
    Resource.objects.filter(name="T2").update(is_active=False)
    assert read(DAY, DAY).occupancy.now.total == 8 * 3600


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 3), (date(2026, 10, 25), 5)])
def test_a_night_the_clocks_change_offers_and_takes_what_it_had(table: Service, day: date, hours: int) -> None:
    WeeklyHours.objects.all().delete()
    rows.open_daily((0, 4))
    booked(table, day, 0, minutes=hours * 60)
    full = read(day, day).occupancy.now
    assert full.total == hours * 3600 * 2
    assert full.share == Decimal("0.5")
    assert full.offered.get((7, 2), 0) == {3: 0, 5: 4 * 3600}[hours], "the hour is skipped, or comes twice"


def test_a_booking_counts_in_the_hours_it_reaches_into(table: Service, restaurant: Business) -> None:
    WeeklyHours.objects.all().delete()
    rows.open_daily((18, 2))
    booked(table, DAY, 23, minutes=120)
    full = read(DAY, DAY).occupancy.now
    assert full.of((TUESDAY, 23)) == Decimal("0.5")
    assert full.of((3, 0)) == Decimal("0.5")


def test_each_period_has_its_own_and_what_lies_between_is_in_neither(table: Service) -> None:
    booked(table, DAY, 12, minutes=60)
    booked(table, date(2026, 2, 20), 12, minutes=60)
    booked(table, date(2026, 2, 3), 12, minutes=120)
    found = dashboard_of(*periods_of(Span.THIS_MONTH, today=DAY)).occupancy
    assert sum(found.now.taken.values()) == 3600
    assert sum(found.before.taken.values()) == 2 * 3600


def test_the_map_has_seven_days(table: Service) -> None:
    booked(table, DAY, 12)
    found = heat_map(read(DAY - timedelta(days=6), DAY).occupancy.now)
    assert [weekday for weekday, _cells in found] == list(range(1, 8))
    assert found[1][1][0].level == 3
