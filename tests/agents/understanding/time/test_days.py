from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

if TYPE_CHECKING:
    from tests.agents.understanding.time.conftest import Front


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("can we come tomorrow?", "tomorrow", date(2026, 11, 19)),
        ("the day after tomorrow please", "the day after tomorrow", date(2026, 11, 20)),
        ("we'd love Friday", "Friday", date(2026, 11, 20)),
        ("are you open on wednesday", "wednesday", date(2026, 11, 18)),
        ("Friday week would suit us", "Friday week", date(2026, 11, 27)),
        ("a week on Saturday", "a week on Saturday", date(2026, 11, 28)),
        ("Tuesday next week", "Tuesday next week", date(2026, 11, 24)),
        ("next week on Tuesday", "next week on Tuesday", date(2026, 11, 24)),
        ("this Thursday", "this Thursday", date(2026, 11, 19)),
        ("this coming Sunday", "this coming Sunday", date(2026, 11, 22)),
        ("the Saturday after next", "the Saturday after next", date(2026, 12, 5)),
        ("in three days", "in three days", date(2026, 11, 21)),
        ("in a fortnight", "in a fortnight", date(2026, 12, 2)),
        ("two weeks from Friday", "two weeks from Friday", date(2026, 12, 4)),
        ("5 December", "5 December", date(2026, 12, 5)),
        ("on the 5th of December 2027", "the 5th of December 2027", date(2027, 12, 5)),
        ("Dec 5th", "Dec 5th", date(2026, 12, 5)),
        ("March 3rd", "March 3rd", date(2027, 3, 3)),
        ("2026-12-05", "2026-12-05", date(2026, 12, 5)),
        ("Saturday, December 5th", "Saturday, December 5th", date(2026, 12, 5)),
        ("Saturday the 5th", "Saturday the 5th", date(2026, 12, 5)),
        ("the first Friday of December", "the first Friday of December", date(2026, 12, 4)),
        ("the last day of this month", "the last day of this month", date(2026, 11, 30)),
        ("december twenty-second", "december twenty-second", date(2026, 12, 22)),
    ],
)
def test_a_day_is_the_next_one_that_fits(front: Front, text: str, said: str, day: date) -> None:
    mention = front.one(text)
    assert (mention.kind, mention.text, mention.value) == ("date", said, day)
    assert text[mention.start : mention.end] == said


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tommorow", date(2026, 11, 19)),
        ("tmrw", date(2026, 11, 19)),
        ("2morrow", date(2026, 11, 19)),
        ("thrusday", date(2026, 11, 19)),
        ("wendesday", date(2026, 11, 18)),
        ("satruday", date(2026, 11, 21)),
        ("decmber 5", date(2026, 12, 5)),
    ],
)
def test_a_misspelt_day_is_read(front: Front, text: str, day: date) -> None:
    assert front.one(text).value == day


@pytest.mark.parametrize(
    "text", ["a chocolate sundae", "I'm Elwanda Thurn", "the monkey bar", "we may come", "good night", "24/7"]
)
def test_a_word_that_only_looks_like_a_day_is_left(front: Front, text: str) -> None:
    assert front.all(text) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Christmas Eve", date(2026, 12, 24)),
        ("new year's eve", date(2026, 12, 31)),
        ("Valentine's day", date(2027, 2, 14)),
        ("easter sunday", date(2027, 3, 28)),
        ("Good Friday", date(2027, 3, 26)),
        ("easter 2028", date(2028, 4, 16)),
        ("thanksgiving", date(2026, 11, 26)),
        ("mother's day", date(2027, 5, 9)),
        ("eid al fitr", date(2027, 3, 9)),
        ("the day after christmas", date(2026, 12, 26)),
    ],
)
def test_a_holiday_is_the_coming_one(front: Front, text: str, day: date) -> None:
    assert front.one(text).value == day


def test_the_past_reading_of_a_weekday_is_weaker(front: Front) -> None:
    mention = front.one("Friday")
    assert mention.value == date(2026, 11, 20)
    assert mention.alternatives == (date(2026, 11, 13),)


def test_next_friday_is_asked_while_this_weeks_is_ahead(front: Front) -> None:
    mention = front.one("next Friday")
    assert mention.value is None
    assert mention.alternatives == (date(2026, 11, 27), date(2026, 11, 20))


def test_next_monday_is_plain_once_this_weeks_has_passed(front: Front) -> None:
    assert front.one("next Monday").value == date(2026, 11, 23)


def test_a_weekday_that_does_not_match_its_date_is_asked(front: Front) -> None:
    mention = front.one("Friday, December 5th")
    assert mention.value is None
    assert mention.alternatives[:2] == (date(2026, 12, 5), date(2026, 12, 4))


@pytest.mark.parametrize("text", ["30 February", "31/11/2026", "feb 29 2027"])
def test_a_day_no_calendar_has_is_told(front: Front, text: str) -> None:
    mention = front.one(text)
    assert mention.value is None
    assert mention.alternatives == ()
    assert mention.why == "no such day"


@pytest.mark.parametrize(
    ("language", "zone", "day"),
    [
        ("en-US", "Europe/Berlin", date(2026, 12, 5)),
        ("en-GB", "America/New_York", date(2027, 5, 12)),
        ("en", "America/New_York", date(2026, 12, 5)),
        ("en", "Europe/London", date(2027, 5, 12)),
        ("fr", "America/Montreal", date(2027, 5, 12)),
    ],
)
def test_the_locale_decides_whether_the_month_comes_first(front: Front, language: str, zone: str, day: date) -> None:
    assert front.but(language=language, zone=ZoneInfo(zone)).one("12/5").value == day


def test_a_number_that_can_be_no_month_is_the_day(front: Front) -> None:
    assert front.but(language="en-US").one("25/12").value == date(2026, 12, 25)


def test_the_zone_of_the_business_decides_what_tomorrow_is(front: Front) -> None:
    late = datetime(2026, 11, 18, 23, 50, tzinfo=ZoneInfo("UTC"))
    assert front.but(now=late).one("tomorrow").value == date(2026, 11, 20)
    assert front.but(now=late, zone=ZoneInfo("America/New_York")).one("tomorrow").value == date(2026, 11, 19)


def test_ordinals_of_other_things_are_no_days(front: Front) -> None:
    assert front.all("the 2nd floor, the 3rd option") == ()


def test_two_days_are_two_mentions(front: Front) -> None:
    assert [mention.value for mention in front.all("Friday or Saturday")] == [date(2026, 11, 20), date(2026, 11, 21)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("hanukkah", date(2026, 12, 5)),
        ("passover", date(2027, 4, 22)),
        ("diwali", date(2027, 10, 28)),
        ("chinese new year", date(2027, 2, 6)),
        ("ramadan", date(2027, 2, 8)),
    ],
)
def test_a_lunar_feast_is_the_coming_one(front: Front, text: str, day: date) -> None:
    assert front.one(text).value == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("a week today", date(2026, 11, 25)),
        ("two weeks tomorrow", date(2026, 12, 3)),
        ("the day before Thanksgiving", date(2026, 11, 25)),
        ("the last Friday of the month", date(2026, 11, 27)),
        ("Sunday in two weeks", date(2026, 12, 6)),
        ("two Sundays from now", date(2026, 11, 29)),
        ("the 20th of next month", date(2026, 12, 20)),
        ("is the 14th available", date(2026, 12, 14)),
    ],
)
def test_a_day_may_be_reckoned_from_another(front: Front, text: str, day: date) -> None:
    assert front.one(text).value == day
