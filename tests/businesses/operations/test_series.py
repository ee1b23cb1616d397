from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.test.utils import CaptureQueriesContext

from businesses.availability.rhythm import MOST_DATES, Rhythm
from businesses.errors import (
    BookingNotFound,
    KeyReused,
    NotOfSeries,
    SeriesNotFree,
    SeriesNotValid,
    SlotNotValid,
    TooLateToTakeBack,
    TooManyBookings,
)
from businesses.models import Booking, BookingChange, BookingSeries, HoursException, Service
from businesses.operations import (
    book_series,
    cancel_booking,
    cancel_following,
    confirm_booking,
    move_following,
    reschedule_booking,
    take_back,
    undoable_of,
)
from businesses.queries import find_slots
from businesses.queries.series import planned_series
from businesses.tokens import read_slot
from events.models import OutboxEvent
from tenants.connection import connection
from tenants.context import enter
from tests.businesses.rows import (
    ANNA,
    NOW,
    STAFF,
    VISITOR,
    add_service,
    add_table,
    clear_rows,
    hold,
    open_daily,
    set_policy,
    slot_at,
)

if TYPE_CHECKING:
    from businesses.offered import OfferedSlot
    from businesses.queries.series import PlannedDate
    from tenants.models import Business

ROME = ZoneInfo("Europe/Rome")


@pytest.fixture
def weekly(only_table: Service) -> Service:
    """One table for four; the clocks go forward on 29 March 2026."""
    set_policy(horizon_days=400)
    return only_table


def plan(service: Service, *, weeks: int = 1, hour: int = 19, **fields: Any) -> list[PlannedDate]:
    claim = read_slot(slot_at(service, hour).token)
    return planned_series(service=service, claim=claim, rhythm=Rhythm(weeks, **fields), now=NOW)


def slots(service: Service, **fields: Any) -> list[OfferedSlot]:
    return [each.slot for each in plan(service, **fields) if each.slot]


def book(tokens: list[OfferedSlot], *, key: str = "k1", weeks: int = 1, **fields: Any) -> BookingSeries:
    said = {"customer": ANNA, "by": VISITOR, "source": "chat", "now": NOW, **fields}
    return book_series(slot_tokens=[each.token for each in tokens], every_weeks=weeks, key=key, **said)


def dates(series: BookingSeries) -> list[Booking]:
    return list(series.bookings.order_by("starts_at"))


def wall(booking: Booking) -> str:
    return f"{booking.starts_at.astimezone(ROME):%m-%d %H:%M}"


def on(service: Service, day: date, hour: int, *, moving: Booking | None = None) -> OfferedSlot:
    [found] = find_slots(service=service, party_size=2, day=day, at=time(hour), now=NOW, moving=moving)
    return found


def test_a_rhythm_ends_after_so_many_times_or_on_a_day_and_never_runs_on() -> None:
    first = date(2026, 3, 10)
    assert Rhythm(2, times=3).days(first) == [first, date(2026, 3, 24), date(2026, 4, 7)]
    assert Rhythm(4, until=date(2026, 5, 5)).days(first) == [first, date(2026, 4, 7), date(2026, 5, 5)]
    assert Rhythm(1, times=5, until=date(2026, 3, 18)).days(first) == [first, date(2026, 3, 17)]
    assert len(Rhythm(1, until=date(2036, 1, 1)).days(first)) == MOST_DATES
    assert Rhythm(1, until=date(2026, 3, 9)).days(first) == []


def test_the_dates_keep_their_wall_time_when_the_clocks_change(weekly: Service) -> None:
    planned = plan(weekly, times=4)
    assert [f"{each.start:%d %H:%M %z}" for each in planned] == [
        "10 19:00 +0100",
        "17 19:00 +0100",
        "24 19:00 +0100",
        "31 19:00 +0200",
    ]
    assert all(each.slot and each.slot.start == each.start for each in planned)


def test_a_wall_time_the_clocks_skip_is_told_with_what_is_near(weekly: Service) -> None:
    chair = add_service(add_table("Chair", 1), name="Cut", minutes=30)
    open_daily((0, 6))
    night = datetime(2026, 3, 15, 2, 30, tzinfo=ROME)
    [slot] = find_slots(service=chair, party_size=1, day=night.date(), at=night.time(), now=NOW)
    planned = planned_series(service=chair, claim=read_slot(slot.token), rhythm=Rhythm(1, times=3), now=NOW)
    assert [each.slot is not None for each in planned] == [True, True, False]
    assert planned[2].reason is not None
    assert planned[2].reason.kind == "nonexistent_time"
    assert {each.start.date() for each in planned[2].nearest} == {date(2026, 3, 29)}


def test_a_date_that_is_not_free_is_told_with_the_nearest_that_is(weekly: Service) -> None:
    hold(on(weekly, date(2026, 3, 17), 19))
    HoursException.objects.create(date=date(2026, 3, 24), is_closed=True, note="Fair")
    first, second, third = plan(weekly, times=3)
    assert first.slot is not None
    assert (second.slot, second.reason and second.reason.kind) == (None, "full")
    assert [f"{each.start:%d %H:%M}" for each in second.nearest] == ["17 21:00", "17 13:00", "17 12:30"]
    assert (third.slot, third.reason and third.reason.kind, third.reason and third.reason.note) == (
        None,
        "closed",
        "Fair",
    )
    assert third.nearest


def test_dates_beyond_what_is_bookable_are_told(weekly: Service) -> None:
    set_policy(horizon_days=10)
    assert [each.reason and each.reason.kind for each in plan(weekly, times=3)] == [None, None, "too_far"]


def test_planning_asks_no_more_for_more_dates(weekly: Service) -> None:
    claim = read_slot(slot_at(weekly, 19).token)

    def asked(times: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            planned_series(service=weekly, claim=claim, rhythm=Rhythm(1, times=times), now=NOW)
        return len(captured)

    assert asked(2) == asked(26) <= 8


def test_all_dates_are_bookings_of_one_series(weekly: Service) -> None:
    made = dates(book(slots(weekly, times=4)))
    assert [(wall(each), each.status, each.resource.name) for each in made] == [
        (f"{day} 19:00", "confirmed", "T1") for day in ("03-10", "03-17", "03-24", "03-31")
    ]
    assert {each.customer.name for each in made} == {"Anna Rossi"}
    assert OutboxEvent.objects.filter(type="booking.confirmed").count() == 4
    told = OutboxEvent.objects.get(type="series.booked")
    assert told.payload["references"] == [each.reference for each in made]
    assert "anna" not in str(told.payload).lower()


def test_a_series_sent_twice_is_one(weekly: Service) -> None:
    chosen = slots(weekly, times=3)
    assert book(chosen) == book(chosen)
    assert Booking.objects.count() == 3
    with pytest.raises(KeyReused):
        book(chosen[:2])


def test_where_one_date_has_gone_none_is_booked_and_all_that_have_are_told(weekly: Service) -> None:
    chosen = slots(weekly, times=4)
    hold(on(weekly, date(2026, 3, 17), 19))
    hold(on(weekly, date(2026, 3, 31), 19))
    with pytest.raises(SeriesNotFree) as refused:
        book(chosen)
    assert [f"{start:%d %H:%M}" for start, _nearest in refused.value.dates] == ["17 19:00", "31 19:00"]
    assert all(nearest for _start, nearest in refused.value.dates)
    assert not BookingSeries.objects.exists()
    assert Booking.objects.count() == 2
    told = str(refused.value.detail)
    assert "Tue 17 Mar 19:00" in told
    assert len(dates(book([chosen[0], chosen[2]]))) == 2


def test_two_dates_at_one_place_that_meet_are_refused_whole(weekly: Service) -> None:
    meeting = [slot_at(weekly, 19), slot_at(weekly, 19, 30)]
    with pytest.raises(SeriesNotFree):
        book(meeting)
    assert not Booking.objects.exists()


@pytest.mark.parametrize("times", [1, 27])
def test_a_series_has_two_to_26_dates(weekly: Service, times: int) -> None:
    token = slot_at(weekly, 19)
    with pytest.raises(SeriesNotValid):
        book([token] * times)


def test_what_is_no_series_is_refused(weekly: Service) -> None:
    first, second = slots(weekly, times=2)
    with pytest.raises(SeriesNotValid):
        book([first, first])
    with pytest.raises(SeriesNotValid):
        book([first, second], weeks=3)
    with pytest.raises(SlotNotValid):
        book([first, slot_at(weekly, 21, party=3)])
    assert not Booking.objects.exists()


def test_a_contact_gets_no_more_by_a_series_than_one_by_one(weekly: Service) -> None:
    with pytest.raises(TooManyBookings):
        book(slots(weekly, times=21))
    assert not Booking.objects.exists()
    assert len(dates(book(slots(weekly, times=21), by=STAFF, source="staff"))) == 21


def test_cancelling_from_one_on_leaves_those_before(weekly: Service) -> None:
    made = dates(book(slots(weekly, times=4)))
    cancel_booking(reference=made[2].reference, by=VISITOR, now=NOW)
    ended = cancel_following(reference=made[1].reference, by=VISITOR, reason="moving away", now=NOW)
    assert [each.reference for each in ended] == [made[1].reference, made[3].reference]
    assert [each.status for each in Booking.objects.order_by("starts_at")] == ["confirmed", *["cancelled"] * 3]
    assert cancel_following(reference=made[1].reference, by=VISITOR, now=NOW) == []
    assert OutboxEvent.objects.filter(type="series.cancelled").count() == 1
    with pytest.raises(NotOfSeries):
        cancel_following(reference=made[0].reference, by=VISITOR, now=NOW)


def test_moving_from_one_on_keeps_wall_time_over_the_clock_change(weekly: Service) -> None:
    made = dates(book(slots(weekly, times=4)))
    token = on(weekly, date(2026, 3, 18), 20, moving=made[1]).token
    moved = move_following(reference=made[1].reference, slot_token=token, by=VISITOR, now=NOW)
    assert [wall(each) for each in moved] == ["03-18 20:00", "03-25 20:00", "04-01 20:00"]
    assert wall(Booking.objects.get(pk=made[0].pk)) == "03-10 19:00"
    assert [each.reference for each in moved] == [each.reference for each in made[1:]]
    again = move_following(reference=made[1].reference, slot_token=token, by=VISITOR, now=NOW)
    assert [each.version for each in again] == [each.version for each in moved]
    assert OutboxEvent.objects.filter(type="series.moved").count() == 1


@pytest.mark.parametrize("weeks", [1, -1])
def test_a_series_moves_into_its_own_places(weekly: Service, weeks: int) -> None:
    made = dates(book(slots(weekly, times=4)[1:]))
    day = made[0].starts_at.astimezone(ROME).date() + timedelta(weeks=weeks)
    token = on(weekly, day, 19, moving=made[1] if weeks > 0 else made[0]).token
    moved = move_following(reference=made[0].reference, slot_token=token, by=STAFF, now=NOW)
    assert [
        each.starts_at.astimezone(ROME).date() - was.starts_at.astimezone(ROME).date()
        for each, was in zip(moved, made, strict=True)
    ] == [timedelta(weeks=weeks)] * 3


def test_a_date_that_cannot_be_moved_stops_all_unless_it_is_left(weekly: Service) -> None:
    made = dates(book(slots(weekly, times=3)))
    hold(on(weekly, date(2026, 3, 18), 19))
    token = on(weekly, date(2026, 3, 11), 19, moving=made[0]).token
    with pytest.raises(SeriesNotFree) as refused:
        move_following(reference=made[0].reference, slot_token=token, by=STAFF, now=NOW)
    assert [f"{start:%d}" for start, _nearest in refused.value.dates] == ["18"]
    assert [wall(each) for each in Booking.objects.filter(series__isnull=False).order_by("starts_at")] == [
        wall(each) for each in made
    ]
    moved = move_following(
        reference=made[0].reference, slot_token=token, by=STAFF, now=NOW, leaving=[made[1].reference]
    )
    assert [wall(each) for each in moved] == ["03-11 19:00", "03-25 19:00"]


def test_one_date_is_moved_and_cancelled_as_any_booking(weekly: Service) -> None:
    made = dates(book(slots(weekly, times=3)))
    token = on(weekly, date(2026, 3, 12), 19).token
    assert wall(reschedule_booking(reference=made[0].reference, slot_token=token, by=VISITOR, now=NOW)) == "03-12 19:00"
    cancel_booking(reference=made[1].reference, by=VISITOR, now=NOW)
    assert [each.status for each in dates(made[0].series or BookingSeries())] == ["confirmed", "cancelled", "confirmed"]


def test_a_change_of_several_is_not_taken_back_one_by_one(weekly: Service) -> None:
    made = dates(book(slots(weekly, times=2)))
    ended = cancel_following(reference=made[0].reference, by=STAFF, now=NOW)
    assert undoable_of(by=STAFF, now=NOW) is None
    with pytest.raises(TooLateToTakeBack):
        take_back(reference=ended[0].reference, version=ended[0].version, by=STAFF, now=NOW)


def test_a_booking_of_no_series_has_nothing_after_it(weekly: Service) -> None:
    alone = confirm_booking(reference=hold(slot_at(weekly, 19)).reference, by=VISITOR, now=NOW)
    with pytest.raises(NotOfSeries):
        move_following(reference=alone.reference, slot_token=slot_at(weekly, 21).token, by=STAFF, now=NOW)
    assert not BookingChange.objects.filter(kind="rescheduled").exists()


def test_a_series_of_one_business_is_none_of_another(weekly: Service, bella: Business) -> None:
    chosen = slots(weekly, times=2)
    made = dates(book(chosen))
    with enter(bella.schema_name):
        clear_rows()
        open_daily((12, 15), (18, 23))
        set_policy(horizon_days=400)
        own = add_service(add_table("T1", 4), needs_party=True)
        with pytest.raises(SlotNotValid):
            book(chosen)
        theirs = dates(book(slots(own, times=2)))
        assert [each.series_id for each in theirs] == [each.series_id for each in made], "equal keys"
        cancel_following(reference=theirs[0].reference, by=STAFF, now=NOW)
        with pytest.raises(BookingNotFound):
            cancel_following(reference=made[0].reference, by=STAFF, now=NOW)
    assert {each.status for each in dates(made[0].series or BookingSeries())} == {"confirmed"}
