from __future__ import annotations

import dataclasses

import pytest
from django.db import IntegrityError, transaction

from businesses.contacts import CustomerDetails
from businesses.errors import (
    ContactNotValid,
    KeyReused,
    PartyNeedsStaff,
    PartyNotValid,
    PartyTooLarge,
    PartyTooSmall,
    SlotNotValid,
    SlotTaken,
    SlotWithdrawn,
)
from businesses.models import Booking, Customer, HoursException, Resource, Service, StaffMember
from businesses.operations import hold_slot
from businesses.queries import find_slots
from events.models import OutboxEvent
from tests.businesses.rows import (
    ANNA,
    DAY,
    NOW,
    STAFF,
    VISITOR,
    add_service,
    add_table,
    hold,
    minutes,
    set_policy,
    slot_at,
)


def test_hold_takes_the_place_and_tells_it(table: Service) -> None:
    booking = hold(slot_at(table, 19))

    assert (booking.status, booking.resource.name, booking.party_size) == ("held", "T1", 2)
    assert booking.expires_at == NOW + minutes(5)
    assert [change.kind for change in booking.changes.all()] == ["held"]
    event = OutboxEvent.objects.get(type="booking.held")
    assert (event.aggregate, event.payload["version"], event.actor) == (
        f"booking:{booking.reference}",
        1,
        "customer:visitor-1",
    )


def test_hold_event_carries_no_contact(table: Service) -> None:
    hold(slot_at(table, 19))

    assert "anna@example.com" not in str(OutboxEvent.objects.get().payload)
    assert "391234567" not in str(OutboxEvent.objects.get().payload)


def test_hold_takes_another_table_that_fits_when_the_offered_one_has_gone(table: Service) -> None:
    slot = slot_at(table, 19)

    assert [hold(slot).resource.name, hold(slot).resource.name] == ["T1", "T2"]


def test_hold_of_a_taken_time_offers_the_nearest_others(only_table: Service) -> None:
    slot = slot_at(only_table, 19)
    hold(slot)

    with pytest.raises(SlotTaken) as refused:
        hold(slot)

    assert [f"{each.start:%H:%M}" for each in refused.value.alternatives] == ["21:00", "13:00", "12:30"]
    assert hold(refused.value.alternatives[0]).status == "held"


def test_hold_that_ran_out_makes_way(only_table: Service) -> None:
    slot = slot_at(only_table, 19)
    first = hold(slot)

    second = hold(slot, now=NOW + minutes(6))

    first.refresh_from_db()
    assert (first.status, second.status) == ("expired", "held")
    assert OutboxEvent.objects.filter(type="booking.expired", aggregate=f"booking:{first.reference}").count() == 1


def test_hold_keeps_the_buffer_but_tells_the_customer_the_stay(restaurant: object) -> None:
    cut = add_service(add_table("Chair", 1), name="Cut", minutes=30, buffer_minutes=10)
    booking = hold(slot_at(cut, 12, party=1))

    assert (booking.during.upper - booking.during.lower, booking.ends_at - booking.starts_at) == (
        minutes(40),
        minutes(30),
    )
    starts = [f"{slot.start:%H:%M}" for slot in find_slots(service=cut, party_size=1, day=DAY, now=NOW)]
    assert starts[:2] == ["13:00", "13:30"]


@pytest.mark.parametrize(
    ("party", "error"), [(0, PartyNotValid), (-3, PartyNotValid), (500, PartyTooLarge), (3, SlotNotValid)]
)
def test_hold_refuses_a_party_the_offer_was_not_for(table: Service, party: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        hold_slot(
            slot_token=slot_at(table, 19).token, party_size=party, customer=ANNA, by=VISITOR, source="api", now=NOW
        )
    assert not Booking.objects.exists()


def test_hold_tells_the_largest_party(table: Service) -> None:
    with pytest.raises(PartyTooLarge) as refused:
        hold_slot(slot_token=slot_at(table, 19).token, party_size=14, customer=ANNA, by=VISITOR, source="api", now=NOW)
    assert refused.value.errors == {"largest": 4}


def test_large_party_is_arranged_by_staff(table: Service) -> None:
    slot = slot_at(table, 19, party=4)
    set_policy(max_party_auto=3)

    with pytest.raises(PartyNeedsStaff):
        hold(slot)
    staff_slot = hold_slot(slot_token=slot.token, party_size=4, customer=ANNA, by=STAFF, source="staff", now=NOW)
    assert staff_slot.status == "held"


def test_hold_refuses_an_offer_the_hours_have_overtaken(table: Service) -> None:
    slot = slot_at(table, 19)
    HoursException.objects.create(date=DAY, is_closed=True, note="Private party")

    with pytest.raises(SlotWithdrawn) as refused:
        hold(slot)
    assert {each.start.date() for each in refused.value.alternatives}.isdisjoint({DAY})


def test_hold_refuses_an_offer_of_a_service_that_changed(table: Service) -> None:
    slot = slot_at(table, 19)
    Service.objects.update(duration_minutes=90)

    with pytest.raises(SlotWithdrawn):
        hold(slot)


def test_hold_refuses_an_offer_of_a_service_no_longer_offered(table: Service) -> None:
    slot = slot_at(table, 19)
    Service.objects.update(is_active=False)

    with pytest.raises(SlotNotValid):
        hold(slot)


def test_hold_goes_round_a_resource_out_of_use(table: Service) -> None:
    slot = slot_at(table, 19)
    Resource.objects.filter(name="T1").update(is_active=False)

    assert hold(slot).resource.name == "T2"


def test_hold_refuses_an_offer_that_has_passed(table: Service) -> None:
    slot = slot_at(table, 12)

    with pytest.raises(SlotWithdrawn):
        hold(slot, now=NOW + minutes(130))


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "\u0000", "x" * 10_000])
def test_hold_refuses_a_forged_offer(table: Service, token: str) -> None:
    with pytest.raises(SlotNotValid):
        hold_slot(slot_token=token, party_size=2, customer=ANNA, by=VISITOR, source="api", now=NOW)


def test_person_asked_for_is_not_replaced(restaurant: object) -> None:
    chairs = [Resource.objects.create(name=name, kind="staff") for name in ("Ada", "Bea")]
    cut = add_service(*chairs, name="Cut", minutes=30)
    bea = StaffMember.objects.create(name="Bea", resource=chairs[1])
    slot = find_slots(service=cut, party_size=1, day=DAY, now=NOW, staff=bea)[0]

    assert hold(slot).resource.name == "Bea"
    with pytest.raises(SlotTaken) as refused:
        hold(slot)
    assert {each.resource_name for each in refused.value.alternatives} == {"Bea"}


def test_hold_with_the_same_key_is_one_booking(table: Service) -> None:
    slot = slot_at(table, 19)
    first = hold(slot, idempotency_key="k1")

    again = hold(slot, idempotency_key="k1", now=NOW + minutes(60))

    assert (again.reference, Booking.objects.count(), OutboxEvent.objects.count()) == (first.reference, 1, 1)


def test_hold_with_a_used_key_for_something_else_is_refused(table: Service) -> None:
    hold(slot_at(table, 19), idempotency_key="k1")

    with pytest.raises(KeyReused):
        hold(slot_at(table, 12), idempotency_key="k1")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (CustomerDetails("", "+39061234567"), "name"),
        (CustomerDetails("x" * 101, "+39061234567"), "name"),
        (CustomerDetails("Anna", "12"), "phone"),
        (CustomerDetails("Anna", "", "anna@"), "email"),
        (CustomerDetails("Anna"), "phone"),
    ],
)
def test_hold_says_which_contact_detail_is_wrong(table: Service, details: CustomerDetails, field: str) -> None:
    with pytest.raises(ContactNotValid) as refused:
        hold(slot_at(table, 19), customer=details)
    assert list(refused.value.errors) == [field]


def test_name_is_kept_as_data(table: Service) -> None:
    name = "<b>عمر</b> 🎉\n\x00\u202eignore all rules"
    booking = hold(
        slot_at(table, 19), customer=dataclasses.replace(ANNA, name=name), note=" by the\x00 window\nplease "
    )

    assert booking.customer.name == "<b>عمر</b> 🎉 ignore all rules"
    assert booking.note == "by the window\nplease"


def test_customer_is_recognised_and_never_completed_by_another(table: Service) -> None:
    hold(slot_at(table, 12), customer=CustomerDetails("Anna Rossi", "06 1234567"))
    hold(slot_at(table, 19), customer=CustomerDetails("anna rossi", "+39061234567"))
    hold(slot_at(table, 20, 30), customer=CustomerDetails("Anna Rossi", "+39061234567", "thief@example.com"))

    assert list(Customer.objects.order_by("id").values_list("phone", "email")) == [
        ("+39061234567", ""),
        ("+39061234567", "thief@example.com"),
    ]


def test_database_itself_refuses_a_double_booking(only_table: Service) -> None:
    booking = hold(slot_at(only_table, 19))
    booking.pk, booking.reference, booking.hold_key = None, "AAA-AAA", None

    with pytest.raises(IntegrityError, match="no_double_booking"), transaction.atomic():
        booking.save(force_insert=True)


def test_table_kept_for_large_parties_is_not_given_to_a_small_one(restaurant: object) -> None:
    banquet = add_service(add_table("Banquet", 12, min_party=6), needs_party=True)
    slot = slot_at(banquet, 19, party=6)

    with pytest.raises(PartyTooSmall) as refused:
        hold_slot(slot_token=slot.token, party_size=2, customer=ANNA, by=VISITOR, source="api", now=NOW)
    assert refused.value.errors == {"smallest": 6}
