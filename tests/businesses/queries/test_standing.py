"""Who has read the desk just now is offered what is offered to who reads all rows, and asks for the bookings alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.desk.reading import EXCEPTIONS_DAYS, read_desk
from businesses.models import BookingPolicy, HoursException, Resource, StaffMember
from businesses.queries import find_slots, nearest_slots, why_unavailable
from businesses.queries.slots import wanted_instant
from tests.businesses.rows import DAY, NOW, add_service, add_table, hold, open_daily, set_policy, slot_at

if TYPE_CHECKING:
    from businesses.desk.facts import Desk
    from businesses.offered import OfferedSlot
    from tenants.models import Business

CLOSED, HALF = DAY + timedelta(days=3), DAY + timedelta(days=4)
LATER = DAY + timedelta(days=EXCEPTIONS_DAYS + 20)
"""Beyond the exceptions a desk knows."""


@pytest.fixture
def desk(restaurant: Business) -> Desk:
    """Tables of which the smallest is the last by name, one out of use, one taken, and a person who has one."""
    set_policy(lead_minutes=120, horizon_days=730, max_party_auto=6)
    tables = [add_table("A", 6), add_table("B", 4, position=2), add_table("C", 4, position=1), add_table("D", 2)]
    add_service(*tables, add_table("E", 8, is_active=False), needs_party=True)
    add_service(tables[1], name="Wine tasting", minutes=60)
    StaffMember.objects.create(name="Sara", resource=tables[1])
    HoursException.objects.create(date=CLOSED, is_closed=True, note="Wedding")
    HoursException.objects.create(date=HALF, is_closed=False, opens=time(12), closes=time(14))
    HoursException.objects.create(date=LATER, is_closed=True)
    found = read_desk(restaurant, DAY)
    hold(slot_at(next(iter(found.rows.values())), 19))
    return found


def asked(desk: Desk, **wish: Any) -> list[dict[str, Any]]:
    staff = StaffMember.objects.get()
    return [
        {"service": service, "party_size": party, "now": NOW, "staff": whom, **wish}
        for service in desk.rows.values()
        for party in (2, 5, 9)
        for whom in (None, staff)
    ]


def unsigned(slots: list[OfferedSlot]) -> list[OfferedSlot]:
    """Without their tokens, which name the second they were signed in."""
    return [replace(slot, token="") for slot in slots]


@pytest.mark.parametrize("day", [DAY - timedelta(days=1), DAY, CLOSED, HALF, LATER, LATER + timedelta(days=1)])
@pytest.mark.parametrize("at", [None, time(13, 30), time(3)])
def test_the_same_is_offered_and_refused(desk: Desk, day: date, at: time | None) -> None:
    for wish in asked(desk, day=day, at=at, by_openings=True):
        assert unsigned(find_slots(**wish, standing=desk.standing)) == unsigned(find_slots(**wish)), wish
        assert why_unavailable(**wish, standing=desk.standing) == why_unavailable(**wish), wish


@pytest.mark.parametrize("day", [DAY, CLOSED, LATER])
def test_the_same_is_nearest(desk: Desk, day: date) -> None:
    for wish in asked(desk, around=wanted_instant(day, time(19))):
        assert unsigned(nearest_slots(**wish, standing=desk.standing)) == unsigned(nearest_slots(**wish)), wish


def test_only_the_bookings_are_read(desk: Desk) -> None:
    [service, *_others] = desk.rows.values()
    with CaptureQueriesContext(connection) as queries:
        assert find_slots(service=service, party_size=2, day=HALF, now=NOW, standing=desk.standing)
    assert len(queries) == 1, list(queries)


def test_what_has_changed_since_is_in_the_next_desk(desk: Desk, restaurant: Business) -> None:
    [service, *_others] = desk.rows.values()
    wish: dict[str, Any] = {"service": service, "party_size": 2, "day": CLOSED, "now": NOW}
    assert find_slots(**wish, standing=desk.standing) == []
    HoursException.objects.all().delete()
    open_daily((8, 9))
    BookingPolicy.objects.update(slot_step_minutes=15)
    Resource.objects.filter(name="D").update(is_active=False)
    found = find_slots(**wish, standing=read_desk(restaurant, DAY).standing)
    assert unsigned(found) == unsigned(find_slots(**wish))
    assert {slot.resource_name for slot in found} == {"C"}
