from __future__ import annotations

from datetime import UTC, datetime

import pytest

from businesses.contacts import CustomerDetails
from businesses.errors import NotYetStarted, PartyTooLarge, SlotTaken, TransitionNotAllowed
from businesses.models import TRANSITIONS, BookingStatus, IdempotencyKey, Service
from businesses.operations import (
    confirm_booking,
    expire_holds,
    forget_repeats,
    move_booking,
    record_booking,
)
from events.models import OutboxEvent
from tenants.actors import SYSTEM
from tests.businesses.rows import NOW, STAFF, VISITOR, hold, minutes, slot_at

COMPLETED, NO_SHOW = BookingStatus.COMPLETED, BookingStatus.NO_SHOW
WALK_IN = CustomerDetails("Walk-in")


def test_booking_ends_as_they_came_or_did_not(table: Service) -> None:
    booking = confirm_booking(reference=hold(slot_at(table, 12)).reference, by=VISITOR, now=NOW)
    later = booking.starts_at + minutes(1)

    assert move_booking(reference=booking.reference, to=NO_SHOW, by=STAFF, now=later).status == "no_show"
    assert move_booking(reference=booking.reference, to=COMPLETED, by=STAFF, now=later).status == "completed"
    assert {"booking.no_show", "booking.completed"} <= set(OutboxEvent.objects.values_list("type", flat=True))


def test_nobody_fails_to_come_before_the_time(table: Service) -> None:
    booking = confirm_booking(reference=hold(slot_at(table, 12)).reference, by=VISITOR, now=NOW)

    with pytest.raises(NotYetStarted):
        move_booking(reference=booking.reference, to=NO_SHOW, by=STAFF, now=NOW)


def test_hold_does_not_end(table: Service) -> None:
    held = hold(slot_at(table, 12))

    with pytest.raises(TransitionNotAllowed):
        move_booking(reference=held.reference, to=COMPLETED, by=STAFF, now=held.starts_at)


def test_expire_holds_leaves_what_is_confirmed_or_still_runs(table: Service) -> None:
    ran_out, confirmed = hold(slot_at(table, 12)), hold(slot_at(table, 12))
    confirm_booking(reference=confirmed.reference, by=VISITOR, now=NOW)
    running = hold(slot_at(table, 19), now=NOW + minutes(4))

    assert [expire_holds(now=NOW + minutes(6), by=SYSTEM) for _ in range(2)] == [1, 0]
    for booking in (ran_out, confirmed, running):
        booking.refresh_from_db()
    assert [ran_out.status, confirmed.status, running.status] == ["expired", "confirmed", "held"]


def test_staff_write_down_what_happens_outside_the_rules(table: Service) -> None:
    night = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)

    booking = record_booking(
        service=table, party_size=4, start=night, customer=WALK_IN, by=STAFF, source="staff", now=NOW
    )

    assert (booking.status, booking.resource.name, booking.during.lower) == ("confirmed", "T2", night)
    assert OutboxEvent.objects.get().payload["source"] == "staff"


def test_staff_cannot_write_over_a_booking(only_table: Service) -> None:
    slot = slot_at(only_table, 19)
    hold(slot)

    with pytest.raises(SlotTaken):
        record_booking(
            service=only_table, party_size=2, start=slot.start, customer=WALK_IN, by=STAFF, source="staff", now=NOW
        )
    with pytest.raises(PartyTooLarge):
        record_booking(
            service=only_table, party_size=9, start=slot.start, customer=WALK_IN, by=STAFF, source="staff", now=NOW
        )


def test_every_state_has_its_moves() -> None:
    assert set(TRANSITIONS) == set(BookingStatus)


def test_repeats_are_forgotten_after_a_day(restaurant: object) -> None:
    old, new = (IdempotencyKey.objects.create(scope="s", key=key, fingerprint="f") for key in "ab")
    IdempotencyKey.objects.filter(pk=old.pk).update(created_at=NOW - minutes(24 * 60 + 1))
    IdempotencyKey.objects.filter(pk=new.pk).update(created_at=NOW)

    assert forget_repeats(now=NOW) == 1
    assert IdempotencyKey.objects.get() == new
