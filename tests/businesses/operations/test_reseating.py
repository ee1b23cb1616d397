"""A booking is given another place at its time, and back; nothing is taken twice, and nobody is overruled unseen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from businesses.errors import BookingChangedMeanwhile, BookingError, ResourceNotFit, SlotTaken
from businesses.models import Booking, BookingChange, Resource
from businesses.operations import amend_booking, reseat_booking
from businesses.operations.confirmations import confirm_booking
from events.models import OutboxEvent
from tests.businesses import rows

if TYPE_CHECKING:
    from tenants.models import Business


@pytest.fixture
def tables(in_marios: Business) -> list[Resource]:
    rows.clear_rows()
    rows.open_daily((12, 15), (18, 23))
    made = [rows.add_table(name, capacity) for name, capacity in (("T1", 4), ("T2", 4), ("T3", 1))]
    rows.add_service(*made, needs_party=True)
    return made


def booked(tables: list[Resource], hour: int = 19) -> Booking:
    service = tables[0].services.get()
    held = rows.hold(rows.slot_at(service, hour))
    return confirm_booking(reference=held.reference, by=rows.VISITOR, now=rows.NOW)


def reseat(booking: Booking, to: Resource, **said: int) -> Booking:
    return reseat_booking(reference=booking.reference, resource_id=to.pk, by=rows.STAFF, now=rows.NOW, **said)


def other_than(booking: Booking, tables: list[Resource]) -> Resource:
    return next(each for each in tables[:2] if each.pk != booking.resource_id)


def test_to_another_table_and_back(tables: list[Resource]) -> None:
    booking = booked(tables)
    other = other_than(booking, tables)
    moved = reseat(booking, other, version=booking.version)
    assert (moved.resource_id, moved.during) == (other.pk, booking.during)
    assert OutboxEvent.objects.filter(type="booking.amended", aggregate=f"booking:{booking.reference}").count() == 1
    assert BookingChange.objects.latest("pk").detail["previous"]["resource_id"] == booking.resource_id
    assert reseat(moved, booking.resource).resource_id == booking.resource_id


def test_to_where_it_is_changes_nothing(tables: list[Resource]) -> None:
    booking = booked(tables)
    assert reseat(booking, booking.resource, version=0).version == booking.version


def test_what_is_taken_stays_taken(tables: list[Resource]) -> None:
    first = booked(tables)
    second = booked(tables)
    with pytest.raises(SlotTaken):
        reseat(second, first.resource)
    second.refresh_from_db()
    assert second.resource_id != first.resource_id


def test_while_they_are_there(tables: list[Resource]) -> None:
    booking = booked(tables)
    later = booking.during.lower + timedelta(minutes=30)
    other = other_than(booking, tables)
    moved = reseat_booking(reference=booking.reference, resource_id=other.pk, by=rows.STAFF, now=later)
    assert moved.resource_id == other.pk


def test_what_does_not_fit_is_refused(tables: list[Resource]) -> None:
    booking = booked(tables)
    elsewhere = rows.add_table("Of another service", 4)
    for place in (tables[2], elsewhere):
        with pytest.raises(ResourceNotFit):
            reseat(booking, place)


def test_a_page_that_is_behind_moves_nothing(tables: list[Resource]) -> None:
    booking = booked(tables)
    amend_booking(reference=booking.reference, note="by the window", by=rows.STAFF, now=rows.NOW)
    with pytest.raises(BookingChangedMeanwhile):
        reseat(booking, other_than(booking, tables), version=booking.version)


def test_what_is_over_is_not_moved(tables: list[Resource]) -> None:
    booking = booked(tables)
    Booking.objects.update(status="cancelled")
    with pytest.raises(BookingError):
        reseat(booking, other_than(booking, tables))
