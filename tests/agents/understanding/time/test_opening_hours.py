from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from agents.understanding.time import DateTimeSpan, TimeSpan
from agents.understanding.types import OpeningHours

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.agents.understanding.time.conftest import Front


def test_seven_is_the_evening_where_only_the_evening_is_open(front: Front, evenings: OpeningHours) -> None:
    mention = front.but(hours=evenings).one("at 7")
    assert mention.value == time(19)
    assert mention.alternatives == (time(7),)
    assert mention.why == "the only reading within opening hours"


def test_seven_is_asked_where_both_are_open(front: Front, all_day: OpeningHours) -> None:
    assert front.but(hours=all_day).one("at 7").alternatives == (time(7), time(19))


def test_six_is_the_evening_where_the_morning_is_still_closed(front: Front, all_day: OpeningHours) -> None:
    assert front.but(hours=all_day).one("at 6").value == time(18)


def test_the_hours_of_the_named_day_decide(front: Front, at: Callable[..., datetime]) -> None:
    hours = OpeningHours(weekly={5: ((time(6), time(11)),), 6: ((time(18), time(23)),)})
    assert front.but(hours=hours).one("Friday at 8").value == at(2026, 11, 20, 8)
    assert front.but(hours=hours).one("Saturday at 8").value == at(2026, 11, 21, 20)


def test_a_closed_day_keeps_the_usual_half_of_the_day(
    front: Front, evenings: OpeningHours, at: Callable[..., datetime]
) -> None:
    assert front.but(hours=evenings).one("Monday at 7").value == at(2026, 11, 23, 19)


def test_an_exception_closes_one_day_and_opens_another(front: Front, at: Callable[..., datetime]) -> None:
    hours = OpeningHours(
        weekly={day: ((time(17), time(22)),) for day in range(1, 8)},
        exceptions={date(2026, 12, 25): ((time(6), time(12)),), date(2026, 12, 24): ()},
    )
    assert front.but(hours=hours).one("christmas day at 8").value == at(2026, 12, 25, 8)
    assert front.but(hours=hours).one("christmas eve at 8").value == at(2026, 12, 24, 20)


def test_hours_past_midnight_belong_to_the_evening_before(
    front: Front, evenings: OpeningHours, at: Callable[..., datetime]
) -> None:
    assert front.but(hours=evenings).one("Saturday at 1").value == at(2026, 11, 21, 1)


def test_closing_time_is_closed(front: Front) -> None:
    hours = OpeningHours(weekly={day: ((time(7), time(19)),) for day in range(1, 8)})
    assert front.but(hours=hours).one("at 7").value == time(7)


def test_a_range_takes_the_half_that_is_open(front: Front, evenings: OpeningHours) -> None:
    assert front.but(hours=evenings).one("between 6 and 8").value == TimeSpan(time(18), time(20))
    assert front.but(hours=evenings).one("after 7").value == TimeSpan(time(19), None)


def test_a_range_on_a_day_takes_that_days_hours(
    front: Front, evenings: OpeningHours, at: Callable[..., datetime]
) -> None:
    mention = front.but(hours=evenings).one("Friday between 6 and 8")
    assert mention.value == DateTimeSpan(at(2026, 11, 20, 18), at(2026, 11, 20, 20))


def test_midnight_is_the_one_that_closes_an_open_evening(
    front: Front, evenings: OpeningHours, at: Callable[..., datetime]
) -> None:
    assert front.but(hours=evenings).one("Friday at midnight").value == at(2026, 11, 21, 0)


def test_midnight_of_a_day_is_asked_where_hours_do_not_tell(front: Front, at: Callable[..., datetime]) -> None:
    mention = front.one("Friday at midnight")
    assert mention.value is None
    assert mention.alternatives == (at(2026, 11, 20, 0), at(2026, 11, 21, 0))


def test_a_time_outside_all_hours_is_the_reading_nearest_to_them(front: Front, evenings: OpeningHours) -> None:
    mention = front.but(hours=evenings).one("at 4")
    assert mention.value == time(16)
    assert mention.alternatives == (time(4),)
    assert mention.why == "closed then; the reading nearest to opening hours"


def test_hours_of_no_day_settle_nothing(front: Front) -> None:
    assert front.but(hours=OpeningHours()).one("at 7").alternatives == (time(7), time(19))
