from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.agents.understanding.time.conftest import Front


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("7pm", "7pm", time(19)),
        ("at 7 p.m. please", "7 p.m.", time(19)),
        ("at 19:30", "19:30", time(19, 30)),
        ("19h30", "19h30", time(19, 30)),
        ("for 6 people at 1930", "1930", time(19, 30)),
        ("at noon", "noon", time(12)),
        ("quarter to eight in the evening", "quarter to eight in the evening", time(19, 45)),
        ("half past 7 pm", "half past 7 pm", time(19, 30)),
        ("9:15 at night", "9:15 at night", time(21, 15)),
        ("8 in the morning", "8 in the morning", time(8)),
        ("at 8 at night", "8 at night", time(20)),
        ("seven-thirty pm", "seven-thirty pm", time(19, 30)),
        ("12:30", "12:30", time(12, 30)),
        ("07:30", "07:30", time(7, 30)),
        ("19hr", "19hr", time(19)),
    ],
)
def test_a_plain_time_has_one_value(front: Front, text: str, said: str, value: time) -> None:
    mention = front.one(text)
    assert (mention.kind, mention.text, mention.value) == ("time", said, value)


@pytest.mark.parametrize(
    ("text", "said", "morning"),
    [
        ("at 7", "7", time(7)),
        ("half seven", "half seven", time(7, 30)),
        ("quarter to eight", "quarter to eight", time(7, 45)),
        ("around 7:30ish", "around 7:30ish", time(7, 30)),
        ("7 o'clock", "7 o'clock", time(7)),
        ("ten past nine", "ten past nine", time(9, 10)),
        ("at six forty-five", "six forty-five", time(6, 45)),
        ("maybe 6.30", "6.30", time(6, 30)),
    ],
)
def test_without_hours_morning_and_evening_are_asked(front: Front, text: str, said: str, morning: time) -> None:
    mention = front.one(text)
    assert (mention.text, mention.value) == (said, None)
    assert mention.alternatives == (morning, morning.replace(hour=morning.hour + 12))


@pytest.mark.parametrize(
    "text",
    [
        "for 7",
        "a table for 4",
        "7",
        "2 pizzas",
        "room 12",
        "half of us",
        "between 6 and 8 people",
        "at 8 people",
        "$12",
        "37.1",
    ],
)
def test_a_bare_number_is_no_time_unless_it_was_asked_for(front: Front, text: str) -> None:
    assert front.all(text) == ()


def test_a_table_for_four_tonight_is_not_four_o_clock(front: Front) -> None:
    mention = front.one("table for 4 tonight")
    assert (mention.kind, mention.text) == ("datetime_range", "tonight")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tomorrow at 7pm", (2026, 11, 19, 19)),
        ("7pm tomorrow", (2026, 11, 19, 19)),
        ("tomorrow evening at 7", (2026, 11, 19, 19)),
        ("tonight at 9", (2026, 11, 18, 21)),
        ("8 tonight", (2026, 11, 18, 20)),
        ("tonite around 8", (2026, 11, 18, 20)),
        ("this morning at 11", (2026, 11, 18, 11)),
        ("half seven tonight", (2026, 11, 18, 19, 30)),
        ("Friday at 19:00", (2026, 11, 20, 19)),
        ("noon on Saturday", (2026, 11, 21, 12)),
        ("Christmas Eve at 8 in the evening", (2026, 12, 24, 20)),
        ("in half an hour", (2026, 11, 18, 10, 30)),
        ("in 90 minutes", (2026, 11, 18, 11, 30)),
        ("in an hour and a half", (2026, 11, 18, 11, 30)),
        ("2026-12-05T19:30", (2026, 12, 5, 19, 30)),
        ("tomorrow 1930", (2026, 11, 19, 19, 30)),
        ("tonight at midnight", (2026, 11, 19, 0)),
    ],
)
def test_a_day_and_a_time_make_one_moment(
    front: Front, at: Callable[..., datetime], text: str, value: tuple[int, ...]
) -> None:
    mention = front.one(text)
    assert (mention.kind, mention.value) == ("datetime", at(*value))


def test_a_time_that_has_passed_today_leaves_the_other_half(front: Front, at: Callable[..., datetime]) -> None:
    mention = front.one("today at 8")
    assert mention.value == at(2026, 11, 18, 20)
    assert mention.why == "the other reading has passed"


def test_a_weekday_whose_time_has_passed_today_is_next_weeks(front: Front, at: Callable[..., datetime]) -> None:
    assert front.one("Wednesday at 9am").value == at(2026, 11, 25, 9)
    assert front.one("Wednesday at 11am").value == at(2026, 11, 18, 11)


def test_tomorrow_at_seven_said_ten_minutes_before_midnight_is_asked(front: Front, at: Callable[..., datetime]) -> None:
    mention = front.but(now=at(2026, 11, 18, 23, 50)).one("tomorrow at 7")
    assert mention.value is None
    assert mention.alternatives == (at(2026, 11, 19, 7), at(2026, 11, 19, 19))


def test_tonight_at_two_is_the_coming_night(front: Front, at: Callable[..., datetime]) -> None:
    assert front.one("tonight at 2am").value == at(2026, 11, 19, 2)
    assert front.but(now=at(2026, 11, 18, 0, 30)).one("tonight at 2am").value == at(2026, 11, 18, 2)


def test_seven_or_eight_are_two_times_in_one_half(front: Front) -> None:
    assert [mention.value for mention in front.all("7 or 8 pm")] == [time(19), time(20)]


def test_a_duration_is_a_span_of_time(front: Front) -> None:
    mention = front.one("a two hour massage")
    assert mention.kind == "duration"
    assert str(mention.value) == "2:00:00"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("evening 6", time(18)),
        ("in the afternoon 3", time(15)),
        ("morning, 11", time(11)),
        ("5 o'clock in the evening", time(17)),
        ("at five to eight in the evening", time(19, 55)),
        ("1900 hours", time(19)),
        ("7pm.Thanks", time(19)),
    ],
)
def test_the_part_of_the_day_picks_the_half(front: Front, text: str, value: time) -> None:
    assert front.one(text).value == value


@pytest.mark.parametrize(
    "text",
    ["there are now 4 of us", "may the three of us come", "at one big table", "wait a second", "that's all for now"],
)
def test_everyday_words_are_no_times(front: Front, text: str) -> None:
    assert front.all(text) == ()


def test_a_weekday_that_is_today_is_asked_when_one_half_has_passed(front: Front, at: Callable[..., datetime]) -> None:
    mention = front.one("Wednesday at 9")
    assert mention.value is None
    assert mention.alternatives == (at(2026, 11, 25, 9), at(2026, 11, 18, 21))
