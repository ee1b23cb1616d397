from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from businesses.availability.walltime import closing_instant, instants, local_day, opening_instant

ROME = ZoneInfo("Europe/Rome")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")  # half an hour of daylight saving
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]  # mypy cannot tell how many


def test_ordinary_wall_time_is_one_instant() -> None:
    assert instants(date(2026, 3, 10), time(19), ROME) == [utc(2026, 3, 10, 18)]


def test_skipped_wall_time_is_no_instant() -> None:
    assert instants(SPRING, time(2, 30), ROME) == []


def test_repeated_wall_time_is_two_instants() -> None:
    assert instants(AUTUMN, time(2, 30), ROME) == [utc(2026, 10, 25, 0, 30), utc(2026, 10, 25, 1, 30)]


@pytest.mark.parametrize("at", [time(2), time(2, 1), time(2, 30), time(2, 59)])
def test_door_that_opens_in_the_skipped_hour_opens_when_the_clocks_jump(at: time) -> None:
    assert opening_instant(SPRING, at, ROME) == closing_instant(SPRING, at, ROME) == utc(2026, 3, 29, 1)


def test_door_opens_at_the_first_and_closes_at_the_last_of_a_repeated_hour() -> None:
    assert opening_instant(AUTUMN, time(2, 30), ROME) == utc(2026, 10, 25, 0, 30)
    assert closing_instant(AUTUMN, time(2, 30), ROME) == utc(2026, 10, 25, 1, 30)


def test_half_hour_change_is_a_change_too() -> None:
    assert instants(date(2026, 10, 4), time(2, 15), LORD_HOWE) == []
    assert len(instants(date(2026, 4, 5), time(1, 45), LORD_HOWE)) == 2


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 3, 10), 24)])
def test_day_lasts_as_long_as_it_lasts(day: date, hours: int) -> None:
    start, end = local_day(day, ROME)
    assert end - start == timedelta(hours=hours)


def test_day_that_begins_in_the_jump_begins_at_its_end() -> None:
    beirut = ZoneInfo("Asia/Beirut")  # clocks jump at midnight
    start, _ = local_day(date(2026, 3, 29), beirut)
    assert start.astimezone(beirut).time() == time(1)
