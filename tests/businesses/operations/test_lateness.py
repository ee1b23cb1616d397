from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from businesses.errors import TransitionNotAllowed
from businesses.models import BookingChange
from businesses.operations import confirm_booking, report_late, reschedule_booking
from events.models import OutboxEvent
from tests.businesses.rows import NOW, VISITOR, hold, slot_at

if TYPE_CHECKING:
    from businesses.models import Booking, Service


@pytest.fixture
def booking(only_table: Service) -> Booking:
    return confirm_booking(reference=hold(slot_at(only_table, 19)).reference, by=VISITOR, now=NOW)


def report(booking: Booking, minutes: int) -> Booking:
    return report_late(reference=booking.reference, minutes=minutes, by=VISITOR, now=NOW)


@pytest.mark.parametrize(("told", "kept"), [(15, 15), (1, 1), (90, 90), (-5, 0), (99_999, 1440)])
def test_lateness_is_kept_and_the_time_stays(booking: Booking, told: int, kept: int) -> None:
    late = report(booking, told)

    assert (late.late_minutes, late.starts_at, late.status) == (kept, booking.starts_at, "confirmed")


def test_lateness_is_a_line_of_the_timeline_and_an_event(booking: Booking) -> None:
    report(booking, 15)
    report(booking, 25)

    assert BookingChange.objects.order_by("-version")[0].detail == {"minutes": 25, "previous": 15}
    told = OutboxEvent.objects.filter(type="booking.running_late").order_by("pk")
    assert [event.payload["minutes"] for event in told] == [15, 25]


def test_same_lateness_is_told_once(booking: Booking) -> None:
    assert report(booking, 15).version == report(booking, 15).version


def test_only_a_confirmed_booking_runs_late(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19))
    with pytest.raises(TransitionNotAllowed):
        report(held, 10)


def test_booking_that_moves_is_late_no_more(only_table: Service, booking: Booking) -> None:
    report(booking, 15)
    slot = slot_at(only_table, 21)

    assert reschedule_booking(reference=booking.reference, slot_token=slot.token, by=VISITOR, now=NOW).late_minutes == 0
