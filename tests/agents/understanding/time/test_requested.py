from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest

from agents.understanding.time import TimeSpan

if TYPE_CHECKING:
    from agents.understanding.types import OpeningHours
    from tests.agents.understanding.time.conftest import Front


@pytest.mark.parametrize(
    ("text", "value"), [("13", time(13)), ("1930", time(19, 30)), ("19.30", time(19, 30)), ("17hr", time(17))]
)
def test_a_bare_number_answers_what_time(front: Front, text: str, value: time) -> None:
    assert front.but(requested=("time",)).one(text).value == value


def test_a_bare_hour_that_answers_what_time_is_read_by_the_hours(front: Front, evenings: OpeningHours) -> None:
    assert front.but(requested=("time",), hours=evenings).one("7").value == time(19)
    assert front.but(requested=("time",)).one("seven").alternatives == (time(7), time(19))


def test_half_past_answers_what_time_with_the_open_half_hours(front: Front, all_day: OpeningHours) -> None:
    mention = front.but(requested=("time",), hours=all_day).one("half past")
    assert mention.value is None
    assert mention.alternatives[:2] == (time(7, 30), time(8, 30))


def test_half_past_alone_is_nothing_where_no_time_was_asked(front: Front) -> None:
    assert front.all("half past") == ()


@pytest.mark.parametrize("text", ["the 5th", "5th", "5", "the fifth"])
def test_a_bare_number_answers_which_day(front: Front, text: str) -> None:
    assert front.but(requested=("date",)).one(text).value == date(2026, 12, 5)


def test_a_number_beside_the_asked_time_stays_a_number(front: Front) -> None:
    found = front.but(requested=("people", "time")).all("for 2 at 19:30")
    assert [mention.value for mention in found] == [time(19, 30)]


def test_a_counted_number_answers_no_question_about_time(front: Front) -> None:
    assert front.but(requested=("time",)).all("4 people") == ()


def test_two_numbers_answer_what_time_with_a_range(front: Front, evenings: OpeningHours) -> None:
    assert front.but(requested=("time",), hours=evenings).one("6-8").value == TimeSpan(time(18), time(20))
    assert front.all("6-8") == ()
