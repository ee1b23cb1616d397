from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from businesses.models import HoursException
from businesses.queries import opening_hours_on
from tests.businesses.rows import DAY

if TYPE_CHECKING:
    from tenants.models import Business


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


@pytest.mark.parametrize("day", [date.min, date.max])
def test_hours_of_no_real_day_are_hours(restaurant: Business, day: date) -> None:
    assert not opening_hours_on(day).is_closed


def test_hours_take_two_queries(restaurant: Business) -> None:
    with CaptureQueriesContext(connection) as queries:
        opening_hours_on(DAY)
    assert len(queries) == 2
