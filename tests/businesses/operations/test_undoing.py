from __future__ import annotations

from datetime import timedelta

import pytest

from businesses.errors import BookingChangedMeanwhile, SlotTaken, TooLateToTakeBack, TransitionNotAllowed
from businesses.models import Booking, BookingStatus, Resource, Service
from businesses.operations import (
    amend_booking,
    cancel_booking,
    confirm_booking,
    move_booking,
    report_late,
    reschedule_booking,
    reseat_booking,
    take_back,
    undoable_of,
)
from events.models import OutboxEvent
from tenants.actors import Actor
from tests.businesses.rows import NOW, STAFF, VISITOR, hold, slot_at

COLLEAGUE = Actor("staff", "8", "Luca")
SOON, TOO_LATE = timedelta(seconds=19), timedelta(seconds=20)


@pytest.fixture
def booking(table: Service) -> Booking:
    return confirm_booking(reference=hold(slot_at(table, 12)).reference, by=VISITOR, now=NOW)


def test_each_step_is_taken_back(booking: Booking) -> None:
    at = booking.starts_at
    for to, before in ((BookingStatus.ARRIVED, "confirmed"), (BookingStatus.NO_SHOW, "confirmed")):
        done = move_booking(reference=booking.reference, to=to, by=STAFF, now=at)
        back = take_back(reference=booking.reference, version=done.version, by=STAFF, now=at + SOON)
        assert back.status == before
    move_booking(reference=booking.reference, to=BookingStatus.ARRIVED, by=STAFF, now=at)
    left = move_booking(reference=booking.reference, to=BookingStatus.COMPLETED, by=STAFF, now=at)
    back = take_back(reference=booking.reference, version=left.version, by=STAFF, now=at)
    assert (back.status, back.left_at, back.arrived_at) == ("arrived", None, at)


def test_lateness_and_another_table_are_taken_back(booking: Booking) -> None:
    late = report_late(reference=booking.reference, minutes=20, by=STAFF, now=NOW)
    assert take_back(reference=late.reference, version=late.version, by=STAFF, now=NOW).late_minutes == 0
    there = Resource.objects.get(name="T2")
    sat = reseat_booking(reference=booking.reference, resource_id=there.pk, by=STAFF, now=NOW)
    assert take_back(reference=sat.reference, version=sat.version, by=STAFF, now=NOW).resource == booking.resource


def test_only_who_did_it_and_only_for_some_seconds(booking: Booking) -> None:
    at = booking.starts_at
    done = move_booking(reference=booking.reference, to=BookingStatus.ARRIVED, by=STAFF, now=at)
    with pytest.raises(TooLateToTakeBack):
        take_back(reference=booking.reference, version=done.version, by=COLLEAGUE, now=at)
    with pytest.raises(TooLateToTakeBack):
        take_back(reference=booking.reference, version=done.version, by=STAFF, now=at + TOO_LATE)
    assert undoable_of(by=STAFF, now=at + SOON) is not None
    assert undoable_of(by=COLLEAGUE, now=at + SOON) is None
    assert undoable_of(by=STAFF, now=at + TOO_LATE) is None


def test_what_has_changed_since_is_not_taken_back(booking: Booking) -> None:
    done = report_late(reference=booking.reference, minutes=20, by=STAFF, now=NOW)
    amend_booking(reference=booking.reference, note="by the window", by=COLLEAGUE, now=NOW)
    assert undoable_of(by=STAFF, now=NOW) is None
    with pytest.raises(BookingChangedMeanwhile):
        take_back(reference=booking.reference, version=done.version, by=STAFF, now=NOW)


def test_what_was_noted_and_what_is_back_already_are_not_undone(booking: Booking) -> None:
    noted = amend_booking(reference=booking.reference, note="by the window", by=STAFF, now=NOW)
    with pytest.raises(TooLateToTakeBack):
        take_back(reference=booking.reference, version=noted.version, by=STAFF, now=NOW)
    done = move_booking(reference=booking.reference, to=BookingStatus.ARRIVED, by=STAFF, now=booking.starts_at)
    take_back(reference=booking.reference, version=done.version, by=STAFF, now=booking.starts_at)
    assert undoable_of(by=STAFF, now=booking.starts_at) is None


def test_a_table_that_has_gone_meanwhile_is_not_taken_again(only_table: Service) -> None:
    booking = confirm_booking(reference=hold(slot_at(only_table, 12)).reference, by=VISITOR, now=NOW)
    at = booking.starts_at
    gone = move_booking(reference=booking.reference, to=BookingStatus.NO_SHOW, by=STAFF, now=at)
    hold(slot_at(only_table, 12, 30, now=at), now=at)
    with pytest.raises(SlotTaken):
        take_back(reference=booking.reference, version=gone.version, by=STAFF, now=at)
    gone.refresh_from_db()
    assert gone.status == "no_show"


def test_a_cancellation_is_taken_back(booking: Booking) -> None:
    gone = cancel_booking(reference=booking.reference, by=STAFF, now=NOW)
    back = take_back(reference=booking.reference, version=gone.version, by=STAFF, now=NOW + SOON)
    assert (back.status, back.during, back.resource) == ("confirmed", booking.during, booking.resource)
    told = OutboxEvent.objects.get(type="booking.taken_back")
    assert (told.payload["was"], told.payload["status"]) == ("cancelled", "confirmed")


def test_a_move_is_taken_back_with_the_people_and_the_place(booking: Booking) -> None:
    slot = slot_at(booking.service, 20, party=4, moving=booking)
    moved = reschedule_booking(reference=booking.reference, slot_token=slot.token, by=STAFF, now=NOW)
    assert (moved.party_size, moved.resource.name) == (4, "T2")
    back = take_back(reference=booking.reference, version=moved.version, by=STAFF, now=NOW + SOON)
    assert (back.party_size, back.during, back.resource) == (2, booking.during, booking.resource)
    assert undoable_of(by=STAFF, now=NOW + SOON) is None
    assert OutboxEvent.objects.filter(type="booking.rescheduled").latest("pk").payload["taken_back"] is True


@pytest.mark.parametrize("deed", ["cancel", "move"])
def test_a_time_that_somebody_has_taken_meanwhile_is_not_taken_again(only_table: Service, deed: str) -> None:
    booking = confirm_booking(reference=hold(slot_at(only_table, 12)).reference, by=VISITOR, now=NOW)
    if deed == "cancel":
        done = cancel_booking(reference=booking.reference, by=STAFF, now=NOW)
    else:
        token = slot_at(only_table, 20, moving=booking).token
        done = reschedule_booking(reference=booking.reference, slot_token=token, by=STAFF, now=NOW)
    hold(slot_at(only_table, 12))
    with pytest.raises(SlotTaken):
        take_back(reference=booking.reference, version=done.version, by=STAFF, now=NOW)
    done.refresh_from_db()
    assert done.status == ("cancelled" if deed == "cancel" else "confirmed")


def test_a_customer_does_not_take_a_cancellation_back_by_confirming(booking: Booking) -> None:
    cancel_booking(reference=booking.reference, by=STAFF, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        confirm_booking(reference=booking.reference, by=VISITOR, now=NOW)
