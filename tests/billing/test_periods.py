"""Periods meet without gap or overlap: at ends of months, on leap days, where clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.periods import boundary, midnight, number_at, span_of

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kathmandu")
"""Of the fourth, midnight itself is skipped in spring; the third moves by half an hour."""


@given(
    anchor=st.dates(date(2019, 1, 1), date(2040, 12, 31)),
    every=st.sampled_from(["month", "year"]),
    zone=st.sampled_from(ZONES),
)
def test_each_period_begins_where_the_one_before_ends(anchor: date, every: str, zone: str) -> None:
    spans = [span_of(anchor, number, every, ZoneInfo(zone)) for number in range(30)]
    assert all(one.until == next_.first and one.ends_at == next_.starts_at for one, next_ in pairwise(spans))
    assert all(span.starts_at < span.ends_at for span in spans)


@given(anchor=st.dates(date(2019, 1, 1), date(2040, 12, 31)), days=st.integers(0, 4000))
def test_every_day_is_in_the_one_period_it_is_said_to_be_in(anchor: date, days: int) -> None:
    day = anchor + timedelta(days=days)
    span = span_of(anchor, number_at(anchor, day, "month"), "month", ZoneInfo("Europe/Berlin"))
    assert span.first <= day < span.until


def test_the_31st_comes_back_after_february() -> None:
    days = [boundary(date(2027, 12, 31), months) for months in range(5)]
    assert days == [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]
    assert [boundary(date(2028, 2, 29), 12 * years) for years in (1, 4)] == [date(2029, 2, 28), date(2032, 2, 29)]


@pytest.mark.parametrize(
    ("zone", "first", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 1), 31 * 24 - 1),
        ("Europe/Berlin", date(2026, 10, 1), 31 * 24 + 1),
        ("America/New_York", date(2026, 3, 1), 31 * 24 - 1),
        ("America/New_York", date(2026, 11, 1), 30 * 24 + 1),
        ("Australia/Lord_Howe", date(2026, 4, 1), 30 * 24 + 0.5),
        ("Australia/Lord_Howe", date(2026, 10, 1), 31 * 24 - 0.5),
    ],
)
def test_a_month_with_a_change_of_clocks_is_as_long_as_it_is(zone: str, first: date, hours: float) -> None:
    span = span_of(first, 0, "month", ZoneInfo(zone))
    assert (span.ends_at - span.starts_at) == timedelta(hours=hours)


def test_a_day_whose_midnight_is_skipped_begins_when_the_clock_goes_on() -> None:
    begins = midnight(date(2026, 9, 6), ZoneInfo("America/Santiago"))
    assert begins == datetime(2026, 9, 6, 4, 0, tzinfo=UTC)
