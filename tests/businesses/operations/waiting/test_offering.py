from __future__ import annotations

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.errors import SlotNotValid
from businesses.models import Booking, BookingPolicy, Service, StaffMember, Waiting, WaitingOffer, WeeklyHours
from businesses.operations import cancel_booking, confirm_booking, expire_holds, reschedule_booking
from businesses.operations.waiting import (
    accept_offer,
    decline_offer,
    leave_list,
    note_booking,
    offer_places,
    offer_slot,
    settle_due,
    settle_waiting,
)
from businesses.queries import find_slots
from businesses.waiting.errors import NothingOffered, OfferedAlready
from tenants.actors import SYSTEM
from tests.businesses.rows import DAY, NOW, STAFF, VISITOR, minutes, set_policy, slot_at
from tests.businesses.waits import book, fill_dinner, person, wait


def names(offered: list[Waiting]) -> list[str]:
    return [each.customer.name for each in offered]


def offer_of(waiting: Waiting) -> WaitingOffer:
    return WaitingOffer.objects.select_related("booking").get(waiting=waiting)


def state(waiting: Waiting) -> str:
    waiting.refresh_from_db()
    return waiting.status


def test_nothing_is_offered_while_nothing_is_free(only_table: Service) -> None:
    fill_dinner(only_table)
    wait(only_table, "Bruno")

    assert offer_places(by=SYSTEM, now=NOW) == []


def test_what_comes_free_is_held_for_the_first_in_line(only_table: Service) -> None:
    _early, dinner = fill_dinner(only_table)
    bruno, carla = wait(only_table, "Bruno"), wait(only_table, "Carla", now=NOW + minutes(1))
    cancel_booking(reference=dinner.reference, by=VISITOR, now=NOW)

    assert names(offer_places(by=SYSTEM, now=NOW)) == ["Bruno"]
    offer = offer_of(bruno)
    assert offer.booking.status == "held"
    assert offer.booking.customer == bruno.customer
    assert offer.expires_at == offer.booking.expires_at == NOW + minutes(30)
    assert state(carla) == "waiting"
    assert find_slots(service=only_table, party_size=2, day=DAY, at=time(20), now=NOW) == []
    assert offer_places(by=SYSTEM, now=NOW) == []


def test_priority_goes_before_age(only_table: Service) -> None:
    wait(only_table, "Bruno")
    wait(only_table, "Carla", now=NOW + minutes(1), priority=1, by=STAFF)

    assert names(offer_places(by=SYSTEM, now=NOW))[0] == "Carla"


def test_two_places_go_to_two_people(table: Service) -> None:
    taken = fill_dinner(table)
    bruno, carla = wait(table, "Bruno"), wait(table, "Carla", now=NOW + minutes(1))
    for booking in taken[2:]:
        cancel_booking(reference=booking.reference, by=VISITOR, now=NOW)

    assert names(offer_places(by=SYSTEM, now=NOW)) == ["Bruno", "Carla"]
    assert offer_of(bruno).booking.resource_id != offer_of(carla).booking.resource_id


def test_who_does_not_fit_is_passed_over(table: Service) -> None:
    taken = fill_dinner(table)
    four = wait(table, "Bruno", party_size=4)
    wait(table, "Carla", now=NOW + minutes(1))
    for_two = next(each for each in taken[2:] if each.resource.name == "T1")
    cancel_booking(reference=for_two.reference, by=VISITOR, now=NOW)

    assert names(offer_places(by=SYSTEM, now=NOW)) == ["Carla"]
    assert state(four) == "waiting"


def test_nobody_is_offered_two_times_at_once(table: Service) -> None:
    wait(table, "Bruno")
    other = wait(table, "Bruno", latest=time(20))
    spelled = wait(table, "bruno", customer=person("BRUNO"), earliest=time(20))

    assert len(offer_places(by=SYSTEM, now=NOW)) == 1
    assert (state(other), state(spelled)) == ("waiting", "waiting")


def test_accepting_books_by_the_operation_everybody_books_by(only_table: Service) -> None:
    bruno = wait(only_table, "Bruno")
    offer_places(by=SYSTEM, now=NOW)

    booking = accept_offer(reference=bruno.reference, by=VISITOR, now=NOW + minutes(5))

    assert (booking.status, booking.customer.name) == ("confirmed", "Bruno")
    assert [change.kind for change in booking.changes.order_by("version")] == ["held", "confirmed"]
    assert state(bruno) == "booked"
    assert accept_offer(reference=bruno.reference, by=VISITOR, now=NOW).reference == booking.reference


def test_declined_goes_to_the_next_and_is_not_offered_again(only_table: Service) -> None:
    wait(only_table, "Bruno", latest=time(19))
    carla = wait(only_table, "Carla", latest=time(19), now=NOW + minutes(1))
    bruno, *_rest = offer_places(by=SYSTEM, now=NOW)

    declined = decline_offer(reference=bruno.reference, by=VISITOR, now=NOW)

    assert declined.status == "waiting"
    assert offer_of(bruno).booking.status == "cancelled"
    assert names(offer_places(by=SYSTEM, now=NOW)) == ["Carla"]
    decline_offer(reference=carla.reference, by=VISITOR, now=NOW)
    assert offer_places(by=SYSTEM, now=NOW) == []
    with pytest.raises(NothingOffered):
        accept_offer(reference=bruno.reference, by=VISITOR, now=NOW)


def test_what_nobody_answers_lapses_and_goes_to_the_next(only_table: Service) -> None:
    wait(only_table, "Bruno", latest=time(19))
    wait(only_table, "Carla", latest=time(19), now=NOW + minutes(1))
    (bruno,) = offer_places(by=SYSTEM, now=NOW)
    later = NOW + minutes(30)

    lapsed = settle_waiting(reference=bruno.reference, version=bruno.version, by=SYSTEM, now=later)

    assert (lapsed.status, offer_of(bruno).outcome, offer_of(bruno).booking.status) == ("waiting", "lapsed", "expired")
    assert names(offer_places(by=SYSTEM, now=later)) == ["Carla"]
    # Told a second time, it is as it is.
    assert settle_waiting(reference=bruno.reference, version=bruno.version, by=SYSTEM).version == lapsed.version


def test_a_hold_the_beat_released_first_is_honoured_while_it_is_free(only_table: Service) -> None:
    bruno = wait(only_table, "Bruno")
    offer_places(by=SYSTEM, now=NOW)
    assert expire_holds(now=NOW + minutes(31), by=SYSTEM) == 1

    assert accept_offer(reference=bruno.reference, by=VISITOR, now=NOW + minutes(31)).status == "confirmed"


@pytest.mark.parametrize("lead", [0, 120])
def test_a_time_is_offered_only_where_there_is_time_to_answer(only_table: Service, lead: int) -> None:
    set_policy(lead_minutes=lead)
    wait(only_table, "Bruno", latest=time(19))
    seven = NOW.replace(hour=18)

    assert offer_places(by=SYSTEM, now=seven - minutes(max(lead, 30) - 1)) == []
    assert offer_places(by=SYSTEM, now=seven) == []
    assert names(offer_places(by=SYSTEM, now=seven - minutes(max(lead, 30)))) == ["Bruno"]


def test_how_long_a_place_is_held_is_the_businesses_own(only_table: Service) -> None:
    set_policy(offer_minutes=90)
    bruno = wait(only_table, "Bruno")
    offer_places(by=SYSTEM, now=NOW)

    assert offer_of(bruno).expires_at == NOW + minutes(90)


def test_hours_widened_are_offered_too(only_table: Service) -> None:
    fill_dinner(only_table)
    BookingPolicy.objects.update(slot_step_minutes=30)
    wait(only_table, "Bruno", earliest=time(20), latest=time(23))
    assert offer_places(by=SYSTEM, now=NOW) == []

    WeeklyHours.objects.filter(opens=time(18)).update(closes=time(2))

    (bruno,) = offer_places(by=SYSTEM, now=NOW)
    assert offer_of(bruno).booking.starts_at == NOW.replace(hour=21)  # ten in Rome


def test_a_moved_booking_frees_its_place(only_table: Service) -> None:
    _early, dinner = fill_dinner(only_table)
    wait(only_table, "Bruno")
    lunch = slot_at(only_table, 12, 30)
    reschedule_booking(reference=dinner.reference, slot_token=lunch.token, by=STAFF, now=NOW)

    assert names(offer_places(by=SYSTEM, now=NOW)) == ["Bruno"]


def test_who_waits_for_one_person_is_offered_that_person(table: Service) -> None:
    taken = fill_dinner(table)
    of_two, of_four = (resource for resource in table.resources.order_by("capacity"))
    wanted = StaffMember.objects.create(name="Lea", resource=of_four)
    bruno = wait(table, "Bruno", staff=wanted)
    for booking in taken[2:]:
        if booking.resource == of_two:
            cancel_booking(reference=booking.reference, by=VISITOR, now=NOW)
    assert offer_places(by=SYSTEM, now=NOW) == []

    other = next(each for each in taken[2:] if each.resource == of_four)
    cancel_booking(reference=other.reference, by=VISITOR, now=NOW)
    offer_places(by=SYSTEM, now=NOW)
    assert offer_of(bruno).booking.resource == of_four


def test_staff_offer_by_hand_whoever_is_first(only_table: Service) -> None:
    bruno = wait(only_table, "Bruno")
    carla = wait(only_table, "Carla", now=NOW + minutes(1))
    slot = slot_at(only_table, 19)

    offered = offer_slot(reference=carla.reference, slot_token=slot.token, by=STAFF, now=NOW)

    assert offered.status == "offered"
    with pytest.raises(OfferedAlready):
        offer_slot(reference=carla.reference, slot_token=slot.token, by=STAFF, now=NOW)
    for_three = slot_at(only_table, 12, 30, party=3)
    with pytest.raises(SlotNotValid):
        offer_slot(reference=bruno.reference, slot_token=for_three.token, by=STAFF, now=NOW)


def test_an_offer_by_hand_does_not_last_into_its_start(only_table: Service) -> None:
    carla = wait(only_table, "Carla")
    ten_to = NOW.replace(hour=17, minute=50)
    slot = slot_at(only_table, 19, now=ten_to)

    offer_slot(reference=carla.reference, slot_token=slot.token, by=STAFF, now=ten_to)
    assert offer_of(carla).expires_at == slot.start


def test_leaving_gives_up_what_was_offered(only_table: Service) -> None:
    bruno = wait(only_table, "Bruno")
    offer_places(by=SYSTEM, now=NOW)
    leave_list(reference=bruno.reference, by=VISITOR, now=NOW)

    assert (offer_of(bruno).outcome, offer_of(bruno).booking.status) == ("withdrawn", "cancelled")


def test_what_became_of_the_booking_elsewhere_is_taken_over(table: Service) -> None:
    bruno, carla = wait(table, "Bruno"), wait(table, "Carla", now=NOW + minutes(1))
    offer_places(by=SYSTEM, now=NOW)
    confirmed, cancelled = offer_of(bruno).booking, offer_of(carla).booking
    assert note_booking(reference=confirmed.reference, by=SYSTEM, now=NOW) is None  # still held
    confirm_booking(reference=confirmed.reference, by=STAFF, now=NOW)
    cancel_booking(reference=cancelled.reference, by=STAFF, now=NOW)
    for booking in (confirmed, cancelled):
        note_booking(reference=booking.reference, by=SYSTEM, now=NOW)

    assert (state(bruno), state(carla)) == ("booked", "waiting")
    assert offer_of(carla).outcome == "withdrawn"
    assert note_booking(reference=book(table, 12, "Dora").reference, by=SYSTEM, now=NOW) is None


def test_a_no_to_what_was_confirmed_elsewhere_leaves_it_booked(only_table: Service) -> None:
    bruno = wait(only_table, "Bruno")
    offer_places(by=SYSTEM, now=NOW)
    confirm_booking(reference=offer_of(bruno).booking.reference, by=VISITOR, now=NOW)  # its event has not come yet

    assert decline_offer(reference=bruno.reference, by=VISITOR, now=NOW).status == "booked"
    assert (offer_of(bruno).outcome, offer_of(bruno).booking.status) == ("accepted", "confirmed")


def test_time_and_offers_run_out_without_a_workflow_too(only_table: Service) -> None:
    bruno, carla = wait(only_table, "Bruno"), wait(only_table, "Carla", now=NOW + minutes(1))
    offer_places(by=SYSTEM, now=NOW)

    assert settle_due(by=SYSTEM, now=NOW + minutes(29)) == 0
    assert settle_due(by=SYSTEM, now=NOW + minutes(30)) == 2
    assert state(bruno) == "waiting"
    assert settle_due(by=SYSTEM, now=NOW.replace(hour=20)) == 2
    assert (state(bruno), state(carla)) == ("over", "over")
    assert Booking.objects.filter(status="held").count() == 0


def queries_of_a_pass_in_vain() -> int:
    with CaptureQueriesContext(connection) as counted:
        assert offer_places(by=SYSTEM, now=NOW) == []
    return len(counted)


def test_a_pass_takes_as_many_queries_for_thirteen_as_for_one(only_table: Service) -> None:
    fill_dinner(only_table)
    wait(only_table, "Bruno")
    for_one = queries_of_a_pass_in_vain()
    for number in range(12):
        wait(only_table, f"Guest{number}", earliest=time(19, number), now=NOW + minutes(number))

    assert queries_of_a_pass_in_vain() == for_one


def test_only_those_are_looked_at_whom_what_came_free_may_suit(only_table: Service) -> None:
    wait(only_table, "Bruno")

    assert offer_places(by=SYSTEM, near=NOW + timedelta(days=3), now=NOW) == []
    assert names(offer_places(by=SYSTEM, near=NOW - timedelta(hours=30), now=NOW)) == ["Bruno"]
