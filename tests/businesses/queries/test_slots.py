from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.models import Booking, HoursException, PartyDuration, Resource, Service, StaffMember, WeeklyHours
from businesses.operations import confirm_booking
from businesses.queries import find_slots, nearest_slots, why_unavailable
from businesses.queries.slots import wanted_instant
from tests.businesses.rows import DAY, NOW, VISITOR, add_service, add_table, hold, minutes, set_policy, slot_at

if TYPE_CHECKING:
    from businesses.offered import OfferedSlot
    from tenants.models import Business

TOMORROW = DAY + timedelta(days=1)


def starts(slots: list[OfferedSlot]) -> list[str]:
    return [f"{slot.start:%H:%M}" for slot in slots]


def test_day_offers_each_start_once_in_the_business_zone(table: Service) -> None:
    slots = find_slots(service=table, party_size=2, day=DAY, now=NOW)

    assert starts(slots) == [
        "12:00", "12:30", "13:00", "18:00", "18:30", "19:00", "19:30", "20:00", "20:30", "21:00",
    ]  # fmt: skip
    assert slots[0].start.isoformat() == "2026-03-10T12:00:00+01:00"
    assert {slot.resource_name for slot in slots} == {"T1"}


def test_exact_time_is_found_or_not(table: Service) -> None:
    asked = {"service": table, "party_size": 2, "day": DAY, "now": NOW}

    assert starts(find_slots(**asked, at=time(19))) == ["19:00"]  # type: ignore[arg-type]  # one dict, many types
    assert find_slots(**asked, at=time(19, 10)) == []  # type: ignore[arg-type]  # as above


def test_notice_and_horizon_bound_what_is_offered(table: Service) -> None:
    set_policy(lead_minutes=4 * 60, horizon_days=1)

    assert starts(find_slots(service=table, party_size=2, day=DAY, now=NOW))[0] == "18:00"
    assert find_slots(service=table, party_size=2, day=TOMORROW, now=NOW)
    assert find_slots(service=table, party_size=2, day=DAY + timedelta(days=2), now=NOW) == []


def test_large_party_stays_longer(table: Service) -> None:
    PartyDuration.objects.create(service=table, from_party=3, duration_minutes=180)

    assert starts(find_slots(service=table, party_size=4, day=DAY, now=NOW))[:2] == ["12:00", "18:00"]
    assert len(find_slots(service=table, party_size=2, day=DAY, now=NOW)) == 10


def test_time_after_midnight_is_offered_on_its_own_date(restaurant: Business) -> None:
    WeeklyHours.objects.all().delete()
    WeeklyHours.objects.create(weekday=DAY.isoweekday(), opens=time(20), closes=time(2))
    bar = add_service(add_table("Bar"), name="Bar", minutes=60)

    assert starts(find_slots(service=bar, party_size=1, day=DAY, now=NOW))[-1] == "23:30"
    assert starts(find_slots(service=bar, party_size=1, day=TOMORROW, now=NOW)) == ["00:00", "00:30", "01:00"]


@pytest.mark.parametrize(
    ("spans", "day", "offered"),
    [
        ({2: (20, 2)}, DAY, ["20:00", "23:30", "00:00", "01:00"]),
        ({1: (20, 2), 2: (20, 24)}, DAY, ["20:00", "23:00"]),
        ({1: (20, 2), 2: (12, 15)}, DAY, ["12:00", "14:00"]),
        ({2: (20, 2)}, TOMORROW, []),
        ({2: (23, 5), 3: (9, 10)}, DAY, ["23:00", "23:30", "00:00", "04:00"]),
        ({2: (20, 24), 3: (0, 2)}, DAY, ["20:00", "23:30"]),
    ],
)
def test_day_as_people_mean_it_offers_the_times_of_its_openings(
    restaurant: Business, spans: dict[int, tuple[int, int]], day: date, offered: list[str]
) -> None:
    WeeklyHours.objects.all().delete()
    for weekday, (opens, closes) in spans.items():
        WeeklyHours.objects.create(weekday=weekday, opens=time(opens), closes=time(closes % 24))
    bar = add_service(add_table("Bar"), name="Bar", minutes=60)
    asked = {"service": bar, "party_size": 1, "day": day, "now": NOW, "by_openings": True}

    found = starts(find_slots(**asked))  # type: ignore[arg-type]  # one dict, many types
    assert [each for each in found if each in offered] == offered
    assert found[:1] + found[-1:] == offered[:1] + offered[-1:]
    refusal = why_unavailable(**asked)  # type: ignore[arg-type]  # as above
    assert (refusal.kind if refusal else None) == (None if offered else "closed")


@pytest.mark.parametrize(
    ("day", "at", "found"),
    [
        (DAY, time(0, 30), "2026-03-11T00:30"),
        (TOMORROW, time(0, 30), "2026-03-11T00:30"),
        (DAY, time(20, 30), "2026-03-10T20:30"),
        (TOMORROW, time(1), "2026-03-11T01:00"),
        (TOMORROW, time(20), ""),
    ],
)
def test_wall_time_is_that_of_the_date_or_of_the_night_that_follows(
    restaurant: Business, day: date, at: time, found: str
) -> None:
    WeeklyHours.objects.all().delete()
    WeeklyHours.objects.create(weekday=DAY.isoweekday(), opens=time(20), closes=time(2))
    bar = add_service(add_table("Bar"), name="Bar", minutes=60)

    slots = find_slots(service=bar, party_size=1, day=day, at=at, now=NOW, by_openings=True)
    assert [slot.start.isoformat()[:16] for slot in slots] == ([found] if found else [])


@pytest.mark.parametrize("step", [7, 25, 35, 50, 55])
def test_starts_are_the_same_whichever_day_is_asked_first(restaurant: Business, step: int) -> None:
    set_policy(slot_step_minutes=step, horizon_days=30)
    WeeklyHours.objects.all().delete()
    for weekday in range(1, 8):
        WeeklyHours.objects.create(weekday=weekday, opens=time(0), closes=time(0))
    tow = add_service(add_table("Bay"), name="Tow", minutes=90)
    wanted = DAY + timedelta(days=6)

    by_first_day = {
        tuple(slot.start for slot in slots if slot.start.date() == wanted)
        for first in range(4)
        for slots in [find_slots(service=tow, party_size=1, day=DAY + timedelta(days=6 - first), days=7, now=NOW)]
    }
    (grid,) = by_first_day
    assert [f"{start:%H:%M}" for start in grid[:2]] == ["00:00", f"{step // 60:02}:{step % 60:02}"]
    assert {slot.start for slot in nearest_slots(service=tow, party_size=1, around=grid[9], now=NOW)} <= set(grid)


def test_repeated_hour_offers_both_instants(restaurant: Business) -> None:
    autumn = date(2026, 10, 25)
    WeeklyHours.objects.all().delete()
    WeeklyHours.objects.create(weekday=7, opens=time(1), closes=time(4))
    night = add_service(add_table("Bay"), name="Tow", minutes=30)
    now = datetime(2026, 10, 24, 12, tzinfo=UTC)

    both = find_slots(service=night, party_size=1, day=autumn, at=time(2, 30), now=now)

    assert [slot.start.isoformat() for slot in both] == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
    first, second = (hold(slot, now=now) for slot in both)
    assert second.during.lower - first.during.lower == minutes(60)


def test_person_has_only_the_services_they_do(restaurant: Business) -> None:
    ada, bea = (Resource.objects.create(name=name, kind="staff") for name in ("Ada", "Bea"))
    add_service(ada, name="Cut", minutes=30)
    colour = add_service(bea, name="Colour", minutes=60)
    person = StaffMember.objects.create(name="Ada", resource=ada)

    assert find_slots(service=colour, party_size=1, day=DAY, now=NOW, staff=person) == []
    assert {slot.resource_name for slot in find_slots(service=colour, party_size=1, day=DAY, now=NOW)} == {"Bea"}


def test_nearest_are_the_nearest_first(only_table: Service) -> None:
    slot = slot_at(only_table, 19)
    hold(slot)

    near = nearest_slots(service=only_table, party_size=2, around=slot.start, now=NOW)

    assert starts(near) == ["21:00", "13:00", "12:30"]


def test_nearest_looks_further_when_the_week_is_closed(table: Service) -> None:
    for offset in range(20):
        HoursException.objects.create(date=DAY + timedelta(days=offset))

    near = nearest_slots(service=table, party_size=2, around=NOW, now=NOW)

    assert {slot.start.date() for slot in near} == {DAY + timedelta(days=20)}


@pytest.mark.parametrize(
    ("party", "day", "at", "kind"),
    [
        (9, DAY, None, "too_large"),
        (0, DAY, None, "too_small"),
        (2, date(2020, 1, 1), None, "past"),
        (2, DAY, time(9), "past"),
        (2, date(2027, 1, 1), time(19), "too_far"),
        (2, DAY, time(16), "outside_hours"),
        (2, DAY, time(22), "too_long_before_closing"),
        (2, TOMORROW + timedelta(days=1), None, "closed"),
        (2, date(2026, 3, 29), time(2, 30), "nonexistent_time"),
        (2, DAY, time(19), "full"),
        (2, TOMORROW, None, "full"),
        (2, DAY, time(12), None),
        (2, DAY, None, None),
    ],
)
def test_reason_is_the_real_one(only_table: Service, party: int, day: date, at: time | None, kind: str | None) -> None:
    hold(slot_at(only_table, 19))
    HoursException.objects.create(date=TOMORROW + timedelta(days=1), note="Inventory")
    HoursException.objects.create(date=TOMORROW, is_closed=False, opens=time(12), closes=time(14))
    tomorrow = find_slots(service=only_table, party_size=2, day=TOMORROW, now=NOW)
    confirm_booking(reference=hold(tomorrow[0]).reference, by=VISITOR, now=NOW)

    refusal = why_unavailable(service=only_table, party_size=party, day=day, at=at, now=NOW)

    assert (refusal.kind if refusal else None) == kind
    if kind == "closed":
        assert refusal is not None
        assert refusal.note == "Inventory"


def test_reason_for_what_remains_of_today(table: Service) -> None:
    set_policy(lead_minutes=14 * 60)
    assert_kind(table, NOW, "too_soon")
    assert_kind(table, NOW + timedelta(hours=12), "past")


def assert_kind(service: Service, now: datetime, kind: str) -> None:
    refusal = why_unavailable(service=service, party_size=2, day=DAY, now=now)
    assert refusal is not None
    assert refusal.kind == kind


def test_reason_tells_the_latest_start(table: Service) -> None:
    refusal = why_unavailable(service=table, party_size=2, day=DAY, at=time(22), now=NOW)

    assert refusal is not None
    assert refusal.boundary is not None
    assert refusal.boundary.time() == time(21)
    assert [f"{each.start:%H:%M}-{each.end:%H:%M}" for each in refusal.openings] == ["12:00-15:00", "18:00-23:00"]


@pytest.mark.parametrize(("party", "minutes_kept"), [(1, 90), (2, 90), (3, 105), (4, 135), (6, 135)])
def test_reason_tells_how_long_so_many_stay(table: Service, party: int, minutes_kept: int) -> None:
    Service.objects.update(duration_minutes=90)
    table.resources.add(add_table("T6", 6))
    for from_party, longer in ((3, 105), (4, 135)):
        PartyDuration.objects.create(service=table, from_party=from_party, duration_minutes=longer)
    table.refresh_from_db()

    refusal = why_unavailable(service=table, party_size=party, day=DAY, at=time(22, 45), now=NOW)

    assert refusal is not None
    assert (refusal.kind, refusal.stay) == ("too_long_before_closing", minutes(minutes_kept))


def test_reason_for_a_party_that_is_arranged_by_staff(table: Service) -> None:
    set_policy(max_party_auto=3)

    refusal = why_unavailable(service=table, party_size=4, day=DAY, now=NOW)

    assert refusal is not None
    assert (refusal.kind, refusal.limit) == ("ask_staff", 3)
    assert find_slots(service=table, party_size=4, day=DAY, now=NOW) == []


@pytest.mark.parametrize(("days", "tables"), [(1, 1), (14, 1), (14, 20)])
def test_availability_takes_the_same_queries_however_much_there_is(table: Service, days: int, tables: int) -> None:
    table.resources.add(*(add_table(f"Extra {number}") for number in range(tables)))
    for hour in (12, 18, 20):
        hold(slot_at(table, hour))

    with CaptureQueriesContext(connection) as queries:
        assert find_slots(service=table, party_size=2, day=DAY, days=days, now=NOW)

    assert len(queries) == 7


@pytest.mark.parametrize(("day", "kind"), [(date.min, "past"), (date.max, "too_far")])
def test_ends_of_the_calendar_are_days_like_any_other(table: Service, day: date, kind: str) -> None:
    refusal = why_unavailable(service=table, party_size=2, day=day, at=time(19), now=NOW)

    assert refusal is not None
    assert (refusal.kind, refusal.day) == (kind, day)
    assert find_slots(service=table, party_size=2, day=day, days=31, now=NOW) == []
    assert nearest_slots(service=table, party_size=2, around=wanted_instant(day, None), now=NOW) != []


def test_what_is_taken_is_found_by_the_index_that_refuses_double_bookings(table: Service) -> None:
    taken = Booking.objects.taking(NOW).meeting(NOW, NOW + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "no_double_booking" in taken.explain()
