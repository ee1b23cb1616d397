"""The days figures are of, and those they are held against."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from businesses.dashboard.periods import Period, Span, comparison_of, own_periods, periods_of

if TYPE_CHECKING:
    from tenants.models import Business

TODAY = date(2026, 3, 12)  # a Thursday


@pytest.mark.parametrize(
    ("span", "now", "before"),
    [
        (Span.THIS_WEEK, (date(2026, 3, 9), TODAY), (date(2026, 3, 2), date(2026, 3, 5))),
        (Span.LAST_7, (date(2026, 3, 6), TODAY), (date(2026, 2, 27), date(2026, 3, 5))),
        (Span.LAST_28, (date(2026, 2, 13), TODAY), (date(2026, 1, 16), date(2026, 2, 12))),
        (Span.THIS_MONTH, (date(2026, 3, 1), TODAY), (date(2026, 2, 1), date(2026, 2, 12))),
    ],
)
def test_a_period_and_the_one_it_is_held_against(span: Span, now: tuple[date, date], before: tuple[date, date]) -> None:
    assert periods_of(span, today=TODAY) == (Period(*now), Period(*before))


def test_the_31st_is_held_against_the_whole_of_a_shorter_month() -> None:
    _now, before = periods_of(Span.THIS_MONTH, today=date(2026, 3, 31))
    assert before == Period(date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (TODAY, 24)])
def test_a_day_on_which_the_clocks_change_is_shorter_or_longer(restaurant: Business, day: date, hours: int) -> None:
    stretch = comparison_of(*own_periods(day, day)).now
    assert stretch.end - stretch.start == timedelta(hours=hours)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_days_follow_each_other_without_a_gap(restaurant: Business, day: date) -> None:
    compared = comparison_of(*own_periods(day - timedelta(days=1), day + timedelta(days=1)))
    assert len(compared.now.edges) == 4
    assert compared.before.end == compared.now.start
