from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from agents.understanding.time import localise

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.agents.understanding.time.conftest import Front

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("day", "at", "zone", "kind", "offsets"),
    [
        (date(2027, 3, 28), time(1, 30), BERLIN, "exact", [1]),
        (date(2027, 3, 28), time(2, 30), BERLIN, "gap", [1, 2]),
        (date(2027, 3, 28), time(3, 0), BERLIN, "exact", [2]),
        (date(2026, 10, 25), time(2, 30), BERLIN, "fold", [2, 1]),
        (date(2027, 3, 14), time(2, 30), NEW_YORK, "gap", [-5, -4]),
        (date(2026, 11, 1), time(1, 30), NEW_YORK, "fold", [-4, -5]),
        (date(2026, 11, 1), time(2, 30), NEW_YORK, "exact", [-5]),
    ],
)
def test_a_wall_time_exists_once_not_at_all_or_twice(
    day: date, at: time, zone: ZoneInfo, kind: str, offsets: list[int]
) -> None:
    found = localise(day, at, zone)
    assert found.kind == kind
    assert [moment.utcoffset() for moment in found.moments] == [timedelta(hours=offset) for offset in offsets]


def test_the_moments_around_a_gap_lie_on_either_side(at: Callable[..., datetime]) -> None:
    found = localise(date(2027, 3, 28), time(2, 30), BERLIN)
    assert found.moments == (at(2027, 3, 28, 1, 30), at(2027, 3, 28, 3, 30))


def test_a_skipped_time_is_told_with_times_that_exist(front: Front, at: Callable[..., datetime]) -> None:
    mention = front.but(now=at(2027, 3, 26, 10)).one("sunday at 2:30 am")
    assert mention.value is None
    assert mention.alternatives == (at(2027, 3, 28, 1, 30), at(2027, 3, 28, 3, 30))
    assert mention.why == "the clocks skip this time on that day"


def test_a_doubled_time_is_asked(front: Front) -> None:
    now = datetime(2026, 10, 30, 10, tzinfo=NEW_YORK)
    mention = front.but(now=now, zone=NEW_YORK).one("sunday at 1:30 am")
    assert mention.value is None
    moments = [moment.astimezone(UTC).hour for moment in mention.alternatives if isinstance(moment, datetime)]
    assert moments == [5, 6]
    assert mention.why == "the clocks show this time twice on that day"


def test_in_two_hours_counts_elapsed_time_across_a_change(front: Front, at: Callable[..., datetime]) -> None:
    mention = front.but(now=at(2027, 3, 28, 1, 30)).one("in 2 hours")
    assert mention.value == at(2027, 3, 28, 4, 30)


def test_tomorrow_at_seven_keeps_the_wall_time_across_a_change(front: Front, at: Callable[..., datetime]) -> None:
    mention = front.but(now=at(2026, 10, 24, 20)).one("tomorrow at 7pm")
    assert isinstance(mention.value, datetime)
    assert mention.value.isoformat() == "2026-10-25T19:00:00+01:00"
