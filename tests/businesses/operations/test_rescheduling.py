from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from businesses.errors import SlotNotValid, SlotTaken, TooLateToChange, TransitionNotAllowed
from businesses.operations import cancel_booking, confirm_booking, reschedule_booking
from events.models import OutboxEvent
from tests.businesses.rows import NOW, STAFF, VISITOR, add_service, hold, minutes, slot_at

if TYPE_CHECKING:
    from businesses.models import Booking, Service


def confirmed(service: Service, hour: int = 19) -> Booking:
    return confirm_booking(reference=hold(slot_at(service, hour)).reference, by=VISITOR, now=NOW)


def test_reschedule_moves_the_booking_and_frees_the_old_place(only_table: Service) -> None:
    booking = confirmed(only_table)
    later = slot_at(only_table, 21)

    moved = reschedule_booking(reference=booking.reference, slot_token=later.token, by=VISITOR, now=NOW)

    assert (moved.reference, moved.status, moved.starts_at) == (booking.reference, "confirmed", later.start)
    assert slot_at(only_table, 19).start == booking.starts_at
    event = OutboxEvent.objects.get(type="booking.rescheduled")
    assert event.payload["previous"]["starts_at"] == booking.during.lower.isoformat()
    assert event.payload["version"] == 3


def test_reschedule_may_overlap_where_it_was(only_table: Service) -> None:
    booking = confirmed(only_table)
    half_past = slot_at(only_table, 19, 30, moving=booking)

    moved = reschedule_booking(reference=booking.reference, slot_token=half_past.token, by=VISITOR, now=NOW)

    assert moved.starts_at == half_past.start


def test_reschedule_changes_the_party_to_the_one_offered(table: Service) -> None:
    booking = confirmed(table)
    four = slot_at(table, 19, party=4)

    moved = reschedule_booking(reference=booking.reference, slot_token=four.token, by=VISITOR, now=NOW)

    assert (moved.party_size, moved.resource.name) == (4, "T2")


def test_reschedule_to_where_it_is_changes_nothing(only_table: Service) -> None:
    slot = slot_at(only_table, 19)
    booking = hold(slot)

    moved = reschedule_booking(reference=booking.reference, slot_token=slot.token, by=VISITOR, now=NOW)

    assert (moved.version, OutboxEvent.objects.filter(type="booking.rescheduled").count()) == (1, 0)


def test_reschedule_to_a_taken_time_keeps_the_old_place(only_table: Service) -> None:
    booking, wanted = confirmed(only_table), slot_at(only_table, 21)
    hold(wanted)

    with pytest.raises(SlotTaken) as refused:
        reschedule_booking(reference=booking.reference, slot_token=wanted.token, by=VISITOR, now=NOW)

    booking.refresh_from_db()
    assert (booking.status, booking.version) == ("confirmed", 2)
    assert refused.value.alternatives


def test_reschedule_after_the_agreed_notice_is_for_staff(only_table: Service) -> None:
    booking = confirmed(only_table)
    late = booking.cancel_by + minutes(1)
    token = slot_at(only_table, 21, now=late).token

    with pytest.raises(TooLateToChange):
        reschedule_booking(reference=booking.reference, slot_token=token, by=VISITOR, now=late)
    assert reschedule_booking(reference=booking.reference, slot_token=token, by=STAFF, now=late).version == 3


def test_reschedule_to_another_service_is_refused(only_table: Service) -> None:
    booking = confirmed(only_table)
    other = add_service(*only_table.resources.all(), name="Tasting", needs_party=True)

    with pytest.raises(SlotNotValid):
        reschedule_booking(reference=booking.reference, slot_token=slot_at(other, 21).token, by=VISITOR, now=NOW)


def test_reschedule_of_a_cancelled_booking_is_refused(only_table: Service) -> None:
    booking = confirmed(only_table)
    cancel_booking(reference=booking.reference, by=VISITOR, now=NOW)

    with pytest.raises(TransitionNotAllowed):
        reschedule_booking(reference=booking.reference, slot_token=slot_at(only_table, 21).token, by=VISITOR, now=NOW)
