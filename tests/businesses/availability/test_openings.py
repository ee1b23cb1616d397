from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from businesses.availability.openings import (
    HoursBook,
    business_date,
    business_days,
    openings_beginning,
    openings_touching,
)
from businesses.availability.walltime import instants

ROME = ZoneInfo("Europe/Rome")
FRIDAY, SATURDAY = date(2026, 3, 13), date(2026, 3, 14)


def shown(book: HoursBook, day: date, days: int = 1) -> list[str]:
    """Openings as wall times."""
    found = openings_beginning(book, day, days, ROME)
    return [f"{each.start.astimezone(ROME):%a %H:%M}-{each.end.astimezone(ROME):%a %H:%M}" for each in found]


def test_several_openings_a_day() -> None:
    book = HoursBook({5: ((time(12), time(15)), (time(18), time(22, 30)))})
    assert shown(book, FRIDAY) == ["Fri 12:00-Fri 15:00", "Fri 18:00-Fri 22:30"]


def test_opening_past_midnight_belongs_to_the_day_it_begins() -> None:
    book = HoursBook({5: ((time(18), time(2)),)})
    assert shown(book, FRIDAY) == ["Fri 18:00-Sat 02:00"]
    assert shown(book, SATURDAY) == []
    assert len(openings_touching(book, SATURDAY, 1, ROME)) == 1


def test_openings_that_touch_at_midnight_are_one_evening() -> None:
    book = HoursBook({5: ((time(18), time(0)),), 6: ((time(0), time(2)),)})
    assert shown(book, FRIDAY, 2) == ["Fri 18:00-Sat 02:00"]


def test_same_time_twice_is_around_the_clock() -> None:
    book = HoursBook({day: ((time(0), time(0)),) for day in range(1, 8)})
    assert openings_beginning(book, FRIDAY, 3, ROME)[0].end - openings_beginning(book, FRIDAY, 3, ROME)[0].start == (
        timedelta(days=3)
    )


def test_week_to_come_holds_from_its_first_day_on_and_whole() -> None:
    now, later = {5: ((time(12), time(22)),), 6: ((time(12), time(22)),)}, {5: ((time(12), time(23)),)}
    book = HoursBook(now, {SATURDAY + timedelta(days=14): ((time(9), time(10)),)}, later=((SATURDAY, later),))

    assert book.on(FRIDAY) == now[5]
    assert book.on(SATURDAY) == ()
    assert book.on(FRIDAY + timedelta(days=7)) == later[5]
    assert book.on(SATURDAY + timedelta(days=14)) == ((time(9), time(10)),)
    assert [line.weekdays for line in book.week(SATURDAY)] == [(1, 2, 3, 4), (5,), (6, 7)]


def test_exception_replaces_what_begins_on_its_date_only() -> None:
    book = HoursBook({5: ((time(18), time(2)),), 6: ((time(10), time(14)),)}, {SATURDAY: ()})
    assert shown(book, FRIDAY, 2) == ["Fri 18:00-Sat 02:00"]


def test_exception_can_open_a_closed_day() -> None:
    book = HoursBook({}, {FRIDAY: ((time(10), time(12)),)})
    assert shown(book, FRIDAY) == ["Fri 10:00-Fri 12:00"]


def test_opening_through_the_spring_change_is_an_hour_shorter() -> None:
    night = HoursBook({6: ((time(22), time(4)),)})
    opening = openings_beginning(night, date(2026, 3, 28), 1, ROME)[0]
    assert opening.end - opening.start == timedelta(hours=5)


def test_opening_inside_the_skipped_hour_does_not_take_place() -> None:
    book = HoursBook({7: ((time(2, 10), time(2, 50)),)})
    assert openings_beginning(book, date(2026, 3, 29), 1, ROME) == []


def test_week_joins_days_that_share_their_hours() -> None:
    lunch, dinner, late = (time(12), time(15)), (time(18), time(23)), (time(18), time(1))
    weekly = dict.fromkeys(range(1, 5), (lunch, dinner)) | dict.fromkeys((5, 6), (lunch, late))
    assert [(line.weekdays, line.spans) for line in HoursBook(weekly).week(FRIDAY)] == [
        ((1, 2, 3, 4), (lunch, dinner)),
        ((5, 6), (lunch, late)),
        ((7,), ()),
    ]


def test_week_without_hours_is_closed() -> None:
    assert [(line.weekdays, line.spans) for line in HoursBook().week(FRIDAY)] == [((1, 2, 3, 4, 5, 6, 7), ())]


BAR = HoursBook({5: ((time(18), time(2)),), 6: ((time(18), time(3)),)})
CAFE = HoursBook({day: ((time(8), time(17)),) for day in range(1, 8)})
CLUB = HoursBook({day: ((time(22), time(6)),) for day in range(1, 8)}, {SATURDAY: ()})
KIOSK = HoursBook({day: ((time(0), time(0)),) for day in range(1, 8)})
GARAGE = HoursBook({day: ((time(6), time(6)),) for day in range(1, 8)})


@pytest.mark.parametrize(
    ("book", "day", "first", "last"),
    [
        (BAR, FRIDAY, "Fri 00:00", "Sat 02:00"),
        (BAR, SATURDAY, "Sat 02:00", "Sun 03:00"),
        (BAR, SATURDAY + timedelta(days=1), "Sun 03:00", "Mon 00:00"),
        (CAFE, FRIDAY, "Fri 00:00", "Sat 00:00"),
        (CLUB, SATURDAY, "Sat 06:00", "Sun 00:00"),
        (KIOSK, FRIDAY, "Fri 00:00", "Sat 00:00"),
        (GARAGE, FRIDAY, "Fri 06:00", "Sat 06:00"),
        (HoursBook({5: ((time(18), time(2)),), 6: ((time(1), time(4)),)}), SATURDAY, "Sat 01:00", "Sun 00:00"),
        (HoursBook(), FRIDAY, "Fri 00:00", "Sat 00:00"),
    ],
)
def test_day_as_people_mean_it_ends_with_its_last_opening(book: HoursBook, day: date, first: str, last: str) -> None:
    meant = business_days(book, day, 1, ROME)
    assert [f"{each.astimezone(ROME):%a %H:%M}" for each in (meant.start, meant.end)] == [first, last]
    assert business_date(book, meant.start, ROME) == day
    assert business_date(book, meant.end - timedelta(seconds=1), ROME) == day


def test_days_as_people_mean_them_leave_no_instant_out_and_none_twice() -> None:
    for book in (BAR, CAFE, CLUB, KIOSK, GARAGE):
        days = [business_days(book, date(2026, 3, 26) + timedelta(days=n), 1, ROME) for n in range(7)]
        assert [each.end for each in days[:-1]] == [each.start for each in days[1:]]
        assert business_days(book, date(2026, 3, 26), 7, ROME).end == days[-1].end


@pytest.mark.parametrize(
    ("book", "day", "at", "is_open"),
    [
        (BAR, SATURDAY, time(1), True),
        (BAR, SATURDAY, time(2), False),
        (BAR, FRIDAY, time(1), False),
        (BAR, SATURDAY + timedelta(days=1), time(2, 30), True),
        (BAR, FRIDAY, time(18), True),
        (BAR, FRIDAY, time(23, 59), True),
        (CLUB, SATURDAY, time(5), True),
        (CLUB, SATURDAY, time(23), False),
        (KIOSK, FRIDAY, time(3, 30), True),
        (CAFE, FRIDAY, time(17), False),
    ],
)
def test_wall_time_is_open_by_the_evening_before_too(book: HoursBook, day: date, at: time, is_open: bool) -> None:
    assert book.is_open(day, at) is is_open
    moment = instants(day, at, ROME)[0]
    assert any(each.start <= moment < each.end for each in openings_touching(book, day, 1, ROME)) is is_open
