from __future__ import annotations

import pytest

from businesses.errors import BookingNotFound, HoldExpired, TransitionNotAllowed
from businesses.models import BookingChange, Resource, Service
from businesses.operations import cancel_booking, confirm_booking, expire_holds
from events.models import OutboxEvent
from tenants.actors import SYSTEM
from tests.businesses.rows import NOW, VISITOR, hold, minutes, slot_at


def test_confirm_makes_the_hold_a_booking(table: Service) -> None:
    held = hold(slot_at(table, 19))

    booking = confirm_booking(reference=held.reference.lower().replace("-", " "), by=VISITOR, now=NOW)

    assert (booking.status, booking.expires_at, booking.version) == ("confirmed", None, 2)
    assert list(BookingChange.objects.order_by("version").values_list("from_status", "to_status", "actor")) == [
        ("", "held", "customer:visitor-1"),
        ("held", "confirmed", "customer:visitor-1"),
    ]


def test_confirm_twice_has_one_effect(table: Service) -> None:
    held = hold(slot_at(table, 19))

    first, again = (confirm_booking(reference=held.reference, by=VISITOR, now=NOW) for _ in range(2))

    assert (first.version, again.version) == (2, 2)
    assert OutboxEvent.objects.filter(type="booking.confirmed").count() == 1


def test_late_confirm_is_honoured_while_nobody_asked(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19))

    assert confirm_booking(reference=held.reference, by=VISITOR, now=NOW + minutes(30)).status == "confirmed"


def test_late_confirm_is_honoured_when_the_released_place_is_still_free(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19))
    expire_holds(now=NOW + minutes(6), by=SYSTEM)

    booking = confirm_booking(reference=held.reference, by=VISITOR, now=NOW + minutes(7))

    assert [change.to_status for change in booking.changes.order_by("version")] == ["held", "expired", "confirmed"]


def test_late_confirm_takes_over_another_hold_that_ran_out(only_table: Service) -> None:
    slot = slot_at(only_table, 19)
    first = hold(slot)
    second = hold(slot, now=NOW + minutes(6))

    assert confirm_booking(reference=first.reference, by=VISITOR, now=NOW + minutes(20)).status == "confirmed"
    with pytest.raises(HoldExpired):
        confirm_booking(reference=second.reference, by=VISITOR, now=NOW + minutes(20))


def test_late_confirm_of_a_place_that_has_gone_offers_others(only_table: Service) -> None:
    slot = slot_at(only_table, 19)
    first = hold(slot)
    confirm_booking(reference=hold(slot, now=NOW + minutes(6)).reference, by=VISITOR, now=NOW + minutes(6))

    with pytest.raises(HoldExpired) as refused:
        confirm_booking(reference=first.reference, by=VISITOR, now=NOW + minutes(7))

    assert len(refused.value.alternatives) == 3
    assert hold(refused.value.alternatives[0], now=NOW + minutes(7)).status == "held"


def test_late_confirm_of_a_resource_taken_out_of_use_is_refused(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19))
    expire_holds(now=NOW + minutes(6), by=SYSTEM)
    Resource.objects.update(is_active=False)

    with pytest.raises(HoldExpired):
        confirm_booking(reference=held.reference, by=VISITOR, now=NOW + minutes(7))


def test_confirm_after_the_time_has_come_is_refused(only_table: Service) -> None:
    held = hold(slot_at(only_table, 12))

    with pytest.raises(HoldExpired):
        confirm_booking(reference=held.reference, by=VISITOR, now=held.starts_at + minutes(1))


def test_cancelled_booking_cannot_be_confirmed(table: Service) -> None:
    held = hold(slot_at(table, 19))
    cancel_booking(reference=held.reference, by=VISITOR, now=NOW)

    with pytest.raises(TransitionNotAllowed) as refused:
        confirm_booking(reference=held.reference, by=VISITOR, now=NOW)
    assert refused.value.errors == {"status": "cancelled", "to": "confirmed"}


@pytest.mark.parametrize("reference", ["K7F-2QM", "", "\x00", "x" * 1000])
def test_confirm_of_no_booking_is_told(table: Service, reference: str) -> None:
    with pytest.raises(BookingNotFound):
        confirm_booking(reference=reference, by=VISITOR)
