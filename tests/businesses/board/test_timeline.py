from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from businesses.availability.intervals import Interval
from businesses.board.timeline import timeline, whole_hours

ROME = ZoneInfo("Europe/Rome")
NOON = datetime(2026, 3, 10, 11, 0, tzinfo=UTC)
TABLE = cast("Any", SimpleNamespace(pk=1, name="T1"))


def booking(start_minutes: int, minutes: int, left_after: int | None = None) -> Any:
    start = NOON + timedelta(minutes=start_minutes)
    during = SimpleNamespace(lower=start, upper=start + timedelta(minutes=minutes))
    left_at = None if left_after is None else start + timedelta(minutes=left_after)
    return SimpleNamespace(resource_id=1, during=during, left_at=left_at)


def shape(window: Interval, *bookings: Any) -> list[tuple[int, bool]]:
    [row] = timeline(window, [TABLE], bookings, ROME).rows
    return [(cell.span, cell.booking is not None) for cell in row.cells]


def hours(count: int) -> Interval:
    return Interval(NOON, NOON + timedelta(hours=count))


def test_free_time_is_divided_at_full_hours() -> None:
    assert shape(hours(2)) == [(4, False), (4, False)]


def test_a_booking_takes_its_quarters() -> None:
    assert shape(hours(2), booking(30, 60)) == [(2, False), (4, True), (2, False)]


def test_a_booking_beyond_the_window_is_cut() -> None:
    assert shape(hours(1), booking(45, 120)) == [(3, False), (1, True)]


def test_bookings_side_by_side_keep_their_order() -> None:
    assert shape(hours(1), booking(30, 30), booking(0, 30)) == [(2, True), (2, True)]


def test_who_left_early_leaves_room_for_the_next() -> None:
    assert shape(hours(1), booking(0, 60, left_after=30), booking(30, 30)) == [(2, True), (2, True)]


def test_the_heads_are_wall_times() -> None:
    heads = timeline(hours(2), [TABLE], [], ROME).hours
    assert [f"{head:%H:%M}" for head in heads] == ["12:00", "13:00"]


def test_the_window_holds_whole_hours() -> None:
    spans = [Interval(NOON + timedelta(minutes=40), NOON + timedelta(minutes=70))]
    assert whole_hours(spans) == hours(2)
    assert whole_hours([]) is None


def test_the_night_the_clocks_go_back_has_its_hour_twice() -> None:
    start = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    heads = timeline(Interval(start, start + timedelta(hours=3)), [TABLE], [], ROME).hours
    assert [f"{head:%H:%M}" for head in heads] == ["01:00", "02:00", "02:00"]
