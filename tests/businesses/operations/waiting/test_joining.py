from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from businesses.contacts import CustomerDetails
from businesses.errors import ContactNotValid, PartyTooLarge
from businesses.models import BookingPolicy, HoursException, Service, StaffMember, Waiting, WeeklyHours
from businesses.operations.waiting import leave_list, rank_waiting
from businesses.waiting.errors import (
    AlreadyWaiting,
    NothingToWaitFor,
    NotOnTheList,
    NoWaitingList,
    StaffNotForService,
    TooManyWaits,
    WindowNotValid,
)
from events.models import OutboxEvent
from tests.businesses.rows import DAY, NOW, STAFF, VISITOR, add_service, add_table, open_daily
from tests.businesses.waits import wait


def test_joining_keeps_the_wish_and_tells_it_without_words(table: Service) -> None:
    waiting = wait(table, "Bruno", note="by the window")

    assert (waiting.status, waiting.party_size, waiting.day) == ("waiting", 2, DAY)
    assert waiting.earliest_at == datetime(2026, 3, 10, 18, tzinfo=UTC)  # seven in Rome
    assert waiting.latest_at == datetime(2026, 3, 10, 20, tzinfo=UTC)
    event = OutboxEvent.objects.get(type="waiting.joined")
    assert event.aggregate == f"waiting:{waiting.reference}"
    assert "bruno" not in str(event.payload).lower()
    assert "window" not in str(event.payload)


def test_without_times_the_whole_business_day_suits(table: Service) -> None:
    waiting = wait(table, "Bruno", earliest=None, latest=None)

    assert waiting.earliest_at <= datetime(2026, 3, 10, 11, tzinfo=UTC)
    assert waiting.latest_at >= datetime(2026, 3, 10, 20, tzinfo=UTC)


def test_the_same_wish_twice_is_one_place(table: Service) -> None:
    wait(table, "Bruno")
    with pytest.raises(AlreadyWaiting):
        wait(table, "Bruno")
    wait(table, "Bruno", latest=time(20))
    assert Waiting.objects.count() == 2


def test_a_contact_has_five_places_and_staff_may_add_more(table: Service) -> None:
    for hour in range(5):
        wait(table, "Bruno", earliest=time(12 + hour), latest=time(21))
    with pytest.raises(TooManyWaits):
        wait(table, "Bruno", earliest=time(18), latest=time(21))
    wait(table, "Bruno", earliest=time(18), latest=time(21), by=STAFF)


@pytest.mark.parametrize(
    "wish",
    [
        {"day": DAY - timedelta(days=1)},
        {"day": DAY + timedelta(days=400)},
        {"earliest": time(8), "latest": time(9)},
        {"earliest": time(22), "latest": time(23)},
    ],
    ids=["yesterday", "next year", "before we open", "too late to eat"],
)
def test_nothing_can_come_free_when_nothing_is_ever_offered(table: Service, wish: dict[str, Any]) -> None:
    with pytest.raises(NothingToWaitFor) as refusal:
        wait(table, "Bruno", **wish)
    assert "date" in refusal.value.errors


def test_a_closed_day_is_refused(table: Service) -> None:
    HoursException.objects.create(date=DAY, is_closed=True)
    with pytest.raises(NothingToWaitFor):
        wait(table, "Bruno")


def test_the_latest_time_before_the_earliest_is_told_by_field(table: Service) -> None:
    with pytest.raises(WindowNotValid) as refusal:
        wait(table, "Bruno", earliest=time(21), latest=time(19))
    assert list(refusal.value.errors) == ["latest"]


def test_a_party_nothing_takes_and_a_missing_contact_are_refused(table: Service) -> None:
    with pytest.raises(PartyTooLarge):
        wait(table, "Bruno", party_size=9)
    with pytest.raises(ContactNotValid):
        wait(table, "Bruno", customer=CustomerDetails(name="Bruno"))
    assert wait(table, "Bruno", customer=CustomerDetails(name="Bruno"), by=STAFF).customer.name == "Bruno"


def test_who_does_not_do_it_cannot_be_waited_for(table: Service) -> None:
    other = add_table("Elsewhere")
    add_service(other, name="Party")
    anna = StaffMember.objects.create(name="Anna", resource=other)
    with pytest.raises(StaffNotForService):
        wait(table, "Bruno", staff=anna)


def test_a_business_may_keep_no_list(table: Service) -> None:
    BookingPolicy.objects.update(keeps_waiting_list=False)
    with pytest.raises(NoWaitingList):
        wait(table, "Bruno")
    assert wait(table, "Bruno", by=STAFF).status == "waiting"


def test_only_staff_let_somebody_go_first(table: Service) -> None:
    assert wait(table, "Bruno", priority=5).priority == 0
    first = wait(table, "Carla", priority=5, by=STAFF)
    assert next(each.reference for each in Waiting.objects.on_the_list()) == first.reference

    bruno = Waiting.objects.get(customer__name="Bruno")
    rank_waiting(reference=bruno.reference, priority=9, by=STAFF, now=NOW)
    assert [each.customer.name for each in Waiting.objects.on_the_list()] == ["Bruno", "Carla"]
    assert OutboxEvent.objects.get(type="waiting.ranked").actor == "staff:7"


def test_leaving_twice_is_leaving_once(table: Service) -> None:
    waiting = wait(table, "Bruno")
    left = leave_list(reference=waiting.reference, by=VISITOR, now=NOW)
    again = leave_list(reference=waiting.reference, by=VISITOR, now=NOW)

    assert (left.status, again.version) == ("left", left.version)
    with pytest.raises(NotOnTheList):
        rank_waiting(reference=waiting.reference, priority=1, by=STAFF)


def test_an_hour_the_clocks_show_twice_is_waited_for_whole(table: Service) -> None:
    WeeklyHours.objects.all().delete()
    open_daily((0, 24))
    autumn = date(2026, 10, 25)  # Rome goes back from three to two
    days_before = datetime(2026, 10, 20, 9, tzinfo=UTC)
    waiting = wait(table, "Bruno", day=autumn, earliest=time(2, 30), latest=time(2, 30), now=days_before)

    assert waiting.latest_at - waiting.earliest_at == timedelta(hours=1)
