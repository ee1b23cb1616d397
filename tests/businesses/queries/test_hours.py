from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.models import HoursException, WeeklyHours
from businesses.queries import coming_exceptions, hours_summary, is_open_at, next_opening, opening_hours_on
from tests.businesses.rows import DAY, NOW

if TYPE_CHECKING:
    from tenants.models import Business

LUNCH, DINNER = (time(12), time(15)), (time(18), time(23))


def test_summary_groups_days_that_share_their_hours(restaurant: Business) -> None:
    WeeklyHours.objects.filter(weekday=7).delete()
    WeeklyHours.objects.filter(weekday__in=(5, 6), opens=time(18)).update(closes=time(1))

    late = (time(18), time(1))
    assert [(line.weekdays, line.spans) for line in hours_summary()] == [
        ((1, 2, 3, 4), (LUNCH, DINNER)),
        ((5, 6), (LUNCH, late)),
        ((7,), ()),
    ]


def test_summary_of_a_business_without_hours_is_closed(restaurant: Business) -> None:
    WeeklyHours.objects.all().delete()

    assert [(line.weekdays, line.spans) for line in hours_summary()] == [((1, 2, 3, 4, 5, 6, 7), ())]
    assert next_opening(NOW) is None


def test_day_tells_its_exception_and_why(restaurant: Business) -> None:
    HoursException.objects.create(date=DAY, is_closed=False, opens=time(18), closes=time(20), note="Inventory")

    hours = opening_hours_on(DAY)

    assert (hours.spans, hours.is_exception, hours.note, hours.is_closed) == (
        ((time(18), time(20)),),
        True,
        "Inventory",
        False,
    )
    assert hours.intervals[0].start.isoformat() == "2026-03-10T18:00:00+01:00"


def test_coming_exceptions_are_in_order(restaurant: Business) -> None:
    for offset in (40, 20, 3):
        HoursException.objects.create(date=DAY + timedelta(days=offset))

    assert [(each.day - DAY).days for each in coming_exceptions(DAY)] == [3, 20]


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"), [(10, 59, False), (11, 0, True), (14, 0, False), (17, 0, True), (22, 0, False)]
)
def test_open_from_opening_to_before_closing(restaurant: Business, hour: int, minute: int, is_open: bool) -> None:
    assert is_open_at(datetime(2026, 3, 10, hour, minute, tzinfo=UTC)) is is_open  # Rome is an hour ahead


def test_open_after_midnight_by_the_evening_before(restaurant: Business) -> None:
    WeeklyHours.objects.filter(opens=time(18)).update(closes=time(2))
    HoursException.objects.create(date=DAY + timedelta(days=1))

    assert is_open_at(datetime(2026, 3, 11, 0, 30, tzinfo=UTC))
    assert not is_open_at(datetime(2026, 3, 11, 12, 0, tzinfo=UTC))


def test_next_opening_goes_past_closed_days(restaurant: Business) -> None:
    for offset in range(2):
        HoursException.objects.create(date=DAY + timedelta(days=offset))

    found = next_opening(NOW)

    assert found is not None
    assert found.start.isoformat() == "2026-03-12T12:00:00+01:00"


@pytest.mark.parametrize("day", [date.min, date.max])
def test_hours_of_no_real_day_are_hours(restaurant: Business, day: date) -> None:
    assert not opening_hours_on(day).is_closed


def test_hours_take_two_queries(restaurant: Business) -> None:
    with CaptureQueriesContext(connection) as queries:
        opening_hours_on(DAY)
    assert len(queries) == 2
