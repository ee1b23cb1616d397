"""Who is here, has left or did not come; and what that does to the table."""

from __future__ import annotations

import pytest

from businesses.contacts import CustomerDetails
from businesses.errors import (
    BookingChangedMeanwhile,
    NotYetStarted,
    PlaceOccupied,
    SlotTaken,
    TooLateToChange,
    TransitionNotAllowed,
)
from businesses.models import Booking, BookingStatus, Resource, Service
from businesses.operations import (
    cancel_booking,
    confirm_booking,
    move_booking,
    record_booking,
    reschedule_booking,
    reseat_booking,
)
from events.models import OutboxEvent
from tests.businesses import rows
from tests.businesses.rows import NOW, STAFF, VISITOR, hold, minutes, slot_at

ARRIVED, COMPLETED, NO_SHOW, CONFIRMED = (
    *(BookingStatus.ARRIVED, BookingStatus.COMPLETED),
    *(BookingStatus.NO_SHOW, BookingStatus.CONFIRMED),
)


def booked(service: Service, hour: int, minute: int = 0) -> Booking:
    return confirm_booking(reference=hold(slot_at(service, hour, minute)).reference, by=VISITOR, now=NOW)


def moved(booking: Booking, to: BookingStatus, after: int) -> Booking:
    """So many minutes after its start."""
    return move_booking(reference=booking.reference, to=to, by=STAFF, now=booking.starts_at + minutes(after))


def test_an_evening_is_told_step_by_step(table: Service) -> None:
    booking = booked(table, 12)
    here = moved(booking, ARRIVED, 5)
    left = moved(booking, COMPLETED, 80)

    assert (here.status, here.arrived_at) == ("arrived", booking.starts_at + minutes(5))
    assert (left.status, left.left_at) == ("completed", booking.starts_at + minutes(80))
    lines = list(left.changes.order_by("version").values_list("kind", "from_status", "to_status"))
    assert lines[2:] == [("arrived", "confirmed", "arrived"), ("completed", "arrived", "completed")]
    assert {"booking.arrived", "booking.completed"} <= set(OutboxEvent.objects.values_list("type", flat=True))


def test_who_is_noted_twice_is_noted_once(table: Service) -> None:
    booking = booked(table, 12)
    assert moved(booking, ARRIVED, 1).version == moved(booking, ARRIVED, 2).version


def test_nobody_is_checked_in_long_before(table: Service) -> None:
    booking = booked(table, 12)
    with pytest.raises(NotYetStarted):
        moved(booking, ARRIVED, -61)
    assert moved(booking, ARRIVED, -60).status == "arrived"
    assert moved(booking, COMPLETED, -50).status == "completed", "who is here may leave before it was to begin"


def test_who_is_here_takes_the_table(only_table: Service) -> None:
    booking = booked(only_table, 12)
    moved(booking, ARRIVED, 0)
    with pytest.raises(SlotTaken):
        record_at(only_table, booking, 30)


def test_who_leaves_early_gives_the_table_back(only_table: Service) -> None:
    booking = booked(only_table, 12)
    moved(booking, ARRIVED, 0)
    moved(booking, COMPLETED, 40)
    assert record_at(only_table, booking, 45).resource == booking.resource
    with pytest.raises(SlotTaken):
        moved(booking, ARRIVED, 50)


def record_at(service: Service, booking: Booking, after: int) -> Booking:
    at = booking.starts_at + minutes(after)
    next_party = CustomerDetails("Bruno")
    return record_booking(
        service=service, party_size=2, start=at, customer=next_party, by=STAFF, source="staff", now=at
    )


def test_two_parties_do_not_sit_at_one_table(only_table: Service) -> None:
    first, second = booked(only_table, 18), booked(only_table, 20)
    moved(first, ARRIVED, 0)
    with pytest.raises(PlaceOccupied) as refused:
        moved(second, ARRIVED, 5)
    assert refused.value.errors == {"reference": first.reference}
    moved(first, COMPLETED, 126)
    assert moved(second, ARRIVED, 7).status == "arrived"


def test_who_sits_is_not_given_a_table_others_still_sit_at(table: Service) -> None:
    long, other = booked(table, 18), record_at(table, booked(table, 12), 60 * 8)
    Booking.objects.filter(pk=long.pk).update(resource=Resource.objects.get(name="T2"))
    Booking.objects.filter(pk=other.pk).update(resource=Resource.objects.get(name="T1"))
    moved(long, ARRIVED, 0)
    move_booking(reference=other.reference, to=ARRIVED, by=STAFF, now=other.starts_at)
    with pytest.raises(PlaceOccupied):
        reseat_booking(
            reference=other.reference, resource_id=Resource.objects.get(name="T2").pk, by=STAFF, now=other.starts_at
        )


def test_who_waits_is_checked_in_beside_another(restaurant: object) -> None:
    chair = Resource.objects.create(name="Sofia", kind="staff")
    cut = rows.add_service(chair, name="Cut", minutes=60)
    first, second = (
        confirm_booking(reference=hold(slot_at(cut, hour, party=1)).reference, by=VISITOR, now=NOW) for hour in (12, 13)
    )
    moved(first, ARRIVED, 0)
    assert moved(second, ARRIVED, -5).status == "arrived"


def test_a_slip_is_taken_back(table: Service) -> None:
    booking = booked(table, 12)
    moved(booking, ARRIVED, 0)
    back = moved(booking, CONFIRMED, 1)
    assert (back.status, back.arrived_at) == ("confirmed", None)
    moved(booking, NO_SHOW, 30)
    assert moved(booking, CONFIRMED, 31).status == "confirmed"
    assert back.changes.filter(kind="taken_back").count() == 2


def test_who_was_given_up_and_comes_needs_a_free_table(only_table: Service) -> None:
    booking = booked(only_table, 12)
    moved(booking, NO_SHOW, 30)
    other = record_at(only_table, booking, 31)
    with pytest.raises(SlotTaken):
        moved(booking, ARRIVED, 40)
    cancel_booking(reference=other.reference, by=STAFF, now=NOW)
    assert moved(booking, ARRIVED, 41).status == "arrived"


def test_a_hold_does_not_arrive_and_nothing_cancelled_comes_back(table: Service) -> None:
    held = hold(slot_at(table, 12))
    with pytest.raises(TransitionNotAllowed):
        moved(held, ARRIVED, 0)
    with pytest.raises(TransitionNotAllowed):
        moved(held, CONFIRMED, 0)
    cancelled = booked(table, 18)
    cancel_booking(reference=cancelled.reference, by=STAFF, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        moved(cancelled, CONFIRMED, 0)


@pytest.mark.parametrize("status", [ARRIVED, COMPLETED, NO_SHOW])
def test_nothing_but_a_hold_is_confirmed(table: Service, status: BookingStatus) -> None:
    booking = booked(table, 12)
    moved(booking, status, 0)
    with pytest.raises(TransitionNotAllowed):
        confirm_booking(reference=booking.reference, by=VISITOR, now=NOW)


def test_who_is_here_is_not_moved_or_cancelled(table: Service) -> None:
    booking = booked(table, 12)
    later = slot_at(table, 20)
    moved(booking, ARRIVED, -30)
    now = booking.starts_at - minutes(20)
    with pytest.raises(TransitionNotAllowed):
        reschedule_booking(reference=booking.reference, slot_token=later.token, by=STAFF, now=now)
    with pytest.raises(TransitionNotAllowed):
        cancel_booking(reference=booking.reference, by=STAFF, now=now)
    with pytest.raises(TooLateToChange):
        cancel_booking(reference=booking.reference, by=VISITOR, now=now)


def test_who_saw_another_version_moves_nothing(table: Service) -> None:
    booking = booked(table, 12)
    moved(booking, ARRIVED, 0)
    with pytest.raises(BookingChangedMeanwhile):
        move_booking(reference=booking.reference, to=NO_SHOW, by=STAFF, version=booking.version, now=booking.starts_at)


def test_over_time_is_told_and_takes_nothing_more(only_table: Service) -> None:
    booking = moved(booked(only_table, 18), ARRIVED, 0)
    assert not booking.is_over_time(booking.ends_at)
    assert booking.is_over_time(booking.ends_at + minutes(1))
    assert record_at(only_table, booking, 125).status == "confirmed"
