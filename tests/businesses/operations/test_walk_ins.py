"""Whoever stands at the door gets the best place that is free now, or hears when one is."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from businesses.errors import NoPlaceNow, PartyTooLarge
from businesses.models import Booking, BookingStatus, Customer, Service
from businesses.operations import confirm_booking, move_booking, seat_walk_in
from tests.businesses.rows import NOW, STAFF, VISITOR, hold, minutes, slot_at

NOON = NOW + timedelta(hours=2, seconds=20)  # 12:00:20 in Rome


def walk_in(service: Service, people: int = 2, *, key: UUID | None = None, name: str = "", after: int = 0) -> Booking:
    return seat_walk_in(
        service=service, party_size=people, key=key or uuid4(), by=STAFF, name=name, now=NOON + minutes(after)
    )


def test_they_get_the_place_that_fits_best_and_are_there(table: Service) -> None:
    pair, family = walk_in(table, 2), walk_in(table, 3, name="Neri")
    assert [(each.resource.name, each.status, each.source) for each in (pair, family)] == [
        ("T1", "arrived", "walk_in"),
        ("T2", "arrived", "walk_in"),
    ]
    assert (pair.starts_at, pair.ends_at) == (NOON.replace(second=0), NOON.replace(second=0) + timedelta(hours=2))
    assert (pair.arrived_at, family.customer.name) == (NOON, "Neri")
    assert list(pair.changes.order_by("version").values_list("kind", flat=True)) == ["confirmed", "arrived"]


def test_nameless_ones_are_one_customer_without_contact(table: Service) -> None:
    first, second = walk_in(table), walk_in(table)
    assert first.customer == second.customer
    assert Customer.objects.get().phone == ""


def test_a_table_promised_within_the_usual_time_is_not_free(only_table: Service) -> None:
    confirm_booking(reference=hold(slot_at(only_table, 13)).reference, by=VISITOR, now=NOW)
    with pytest.raises(NoPlaceNow) as refused:
        walk_in(only_table)
    assert f"{refused.value.alternatives[0].start:%H:%M}" == "18:00"
    assert Booking.objects.count() == 1


def test_a_table_where_others_sit_over_time_is_not_free(only_table: Service) -> None:
    walk_in(only_table)
    with pytest.raises(NoPlaceNow):
        walk_in(only_table, after=130)
    move_booking(reference=Booking.objects.get().reference, to=BookingStatus.COMPLETED, by=STAFF, now=NOON)
    assert walk_in(only_table, after=131).status == "arrived"


def test_the_same_page_sent_twice_is_one_party(table: Service) -> None:
    key = uuid4()
    assert walk_in(table, key=key) == walk_in(table, key=key, after=1)
    assert Booking.objects.count() == 1


def test_more_than_any_table_takes_is_told(table: Service) -> None:
    with pytest.raises(PartyTooLarge):
        walk_in(table, 9)
