from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from businesses.errors import BookingNotFound, HoldExpired, PartyNeedsStaff, SlotWithdrawn, TransitionNotAllowed
from businesses.models import BookingChange, HoursException, Resource, Service
from businesses.operations import cancel_booking, confirm_booking, expire_holds
from events.models import OutboxEvent
from tenants.actors import SYSTEM
from tests.businesses.rows import DAY, NOW, STAFF, VISITOR, hold, minutes, set_policy, slot_at

if TYPE_CHECKING:
    from collections.abc import Callable


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


def close_the_day() -> None:
    HoursException.objects.create(date=DAY)


def shorten_the_evening() -> None:
    HoursException.objects.create(date=DAY, is_closed=False, opens=time(12), closes=time(20))


def open_later() -> None:
    HoursException.objects.create(date=DAY, is_closed=False, opens=time(19, 30), closes=time(23))


def raise_the_notice() -> None:
    set_policy(lead_minutes=14 * 60)


def book_nothing_for_today() -> None:
    set_policy(lead_minutes=3 * 24 * 60)


def withdraw_the_service() -> None:
    Service.objects.update(is_active=False)


def lengthen_the_service() -> None:
    Service.objects.update(duration_minutes=150)


SINCE = [
    close_the_day,
    shorten_the_evening,
    open_later,
    raise_the_notice,
    book_nothing_for_today,
    withdraw_the_service,
    lengthen_the_service,
]


@pytest.mark.parametrize("is_released", [True, False], ids=["released", "not released yet"])
@pytest.mark.parametrize("change", SINCE)
def test_hold_that_ran_out_is_asked_what_a_new_booking_is(
    only_table: Service, change: Callable[[], None], is_released: bool
) -> None:
    held = hold(slot_at(only_table, 19))
    if is_released:
        expire_holds(now=NOW + minutes(6), by=SYSTEM)
    change()

    with pytest.raises(SlotWithdrawn):
        confirm_booking(reference=held.reference, by=VISITOR, now=NOW + minutes(7))
    held.refresh_from_db()
    assert held.status == ("expired" if is_released else "held")


@pytest.mark.parametrize("change", SINCE)
def test_hold_that_runs_is_kept_as_agreed(only_table: Service, change: Callable[[], None]) -> None:
    held = hold(slot_at(only_table, 19))
    change()

    assert confirm_booking(reference=held.reference, by=VISITOR, now=NOW + minutes(4)).status == "confirmed"


def test_hold_that_ran_out_for_more_people_than_are_booked_now_is_refused(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19, party=4))
    set_policy(max_party_auto=3)

    with pytest.raises(PartyNeedsStaff):
        confirm_booking(reference=held.reference, by=VISITOR, now=NOW + minutes(7))


def test_staff_are_bound_by_no_notice_when_they_confirm_late(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19))
    raise_the_notice()

    assert confirm_booking(reference=held.reference, by=STAFF, now=NOW + minutes(7)).status == "confirmed"


def test_late_confirm_keeps_the_place_free_for_as_long_as_is_asked_now(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19))
    Service.objects.update(buffer_minutes=30)

    booking = confirm_booking(reference=held.reference, by=VISITOR, now=NOW + minutes(7))
    assert (booking.buffer_minutes, booking.during.upper) == (30, held.during.upper + minutes(30))
    assert booking.ends_at == held.ends_at
