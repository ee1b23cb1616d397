from __future__ import annotations

import pytest

from businesses.errors import TooLateToChange, TransitionNotAllowed
from businesses.models import Booking, BookingPolicy, Service
from businesses.operations import cancel_booking, confirm_booking, expire_holds
from events.models import OutboxEvent
from tenants.actors import SYSTEM, Actor
from tests.businesses.rows import NOW, STAFF, VISITOR, hold, minutes, slot_at

AGENT = Actor("agent", "booking")


def confirmed(service: Service) -> Booking:
    return confirm_booking(reference=hold(slot_at(service, 19)).reference, by=VISITOR, now=NOW)


def test_cancel_frees_the_place_and_tells_why(only_table: Service) -> None:
    booking = cancel_booking(reference=confirmed(only_table).reference, by=VISITOR, reason=" ill ", now=NOW)

    assert booking.status == "cancelled"
    assert booking.changes.get(kind="cancelled").detail == {"reason": "ill"}
    assert hold(slot_at(only_table, 19)).status == "held"


def test_cancel_twice_has_one_effect(only_table: Service) -> None:
    reference = confirmed(only_table).reference

    assert {cancel_booking(reference=reference, by=VISITOR, now=NOW).version for _ in range(2)} == {3}
    assert OutboxEvent.objects.filter(type="booking.cancelled").count() == 1


@pytest.mark.parametrize("actor", [VISITOR, AGENT])
def test_cancel_after_the_agreed_notice_is_for_staff(only_table: Service, actor: Actor) -> None:
    booking = confirmed(only_table)
    late = booking.cancel_by + minutes(1)

    with pytest.raises(TooLateToChange) as refused:
        cancel_booking(reference=booking.reference, by=actor, now=late)

    assert refused.value.phone == "+390612345678"
    assert "+390612345678" in str(refused.value)
    assert cancel_booking(reference=booking.reference, by=STAFF, now=late).status == "cancelled"


def test_notice_is_the_one_agreed_when_booking(only_table: Service) -> None:
    booking = confirmed(only_table)
    BookingPolicy.objects.update(cancel_cutoff_minutes=24 * 60)

    assert cancel_booking(reference=booking.reference, by=VISITOR, now=booking.cancel_by).status == "cancelled"


def test_hold_can_be_given_up_at_any_time(only_table: Service) -> None:
    held = hold(slot_at(only_table, 12), now=NOW + minutes(110))

    assert cancel_booking(reference=held.reference, by=VISITOR, now=NOW + minutes(111)).status == "cancelled"


def test_hold_that_ran_out_cannot_be_cancelled(only_table: Service) -> None:
    held = hold(slot_at(only_table, 19))
    expire_holds(now=NOW + minutes(6), by=SYSTEM)

    with pytest.raises(TransitionNotAllowed):
        cancel_booking(reference=held.reference, by=VISITOR, now=NOW)
