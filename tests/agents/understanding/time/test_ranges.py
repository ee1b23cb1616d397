from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from agents.understanding.time import DateSpan, DateTimeSpan, Recurrence, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.agents.understanding.time.conftest import Front


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("this weekend", date(2026, 11, 21), date(2026, 11, 22)),
        ("next week", date(2026, 11, 23), date(2026, 11, 29)),
        ("the end of next week", date(2026, 11, 27), date(2026, 11, 29)),
        ("the week after next", date(2026, 11, 30), date(2026, 12, 6)),
        ("next month", date(2026, 12, 1), date(2026, 12, 31)),
        ("in December", date(2026, 12, 1), date(2026, 12, 31)),
        ("from Friday to Sunday", date(2026, 11, 20), date(2026, 11, 22)),
        ("between the 3rd and the 7th of December", date(2026, 12, 3), date(2026, 12, 7)),
        ("December 18-19", date(2026, 12, 18), date(2026, 12, 19)),
        ("after Friday", date(2026, 11, 20), None),
        ("until Sunday", None, date(2026, 11, 22)),
    ],
)
def test_days_in_a_run_include_both_ends(front: Front, text: str, start: date | None, end: date | None) -> None:
    mention = front.one(text)
    assert (mention.kind, mention.value) == ("date_range", DateSpan(start, end))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("between 6 and 8 pm", time(18), time(20)),
        ("from 6 to 8pm", time(18), time(20)),
        ("7-9pm", time(19), time(21)),
        ("18:00 - 20:00", time(18), time(20)),
        ("11am to 1", time(11), time(13)),
        ("after 7pm", time(19), None),
        ("before 9 pm", None, time(21)),
        ("no later than 21:00", None, time(21)),
        ("from 2pm for 2 hours", time(14), time(16)),
        ("in the evening", time(17), time(22)),
    ],
)
def test_times_in_a_run(front: Front, text: str, start: time | None, end: time | None) -> None:
    mention = front.one(text)
    assert (mention.kind, mention.value) == ("time_range", TimeSpan(start, end))


def test_both_halves_of_a_range_are_asked(front: Front) -> None:
    mention = front.one("between 6 and 8")
    assert mention.value is None
    assert mention.alternatives == (TimeSpan(time(6), time(8)), TimeSpan(time(18), time(20)))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("tomorrow between 7 and 9pm", (2026, 11, 19, 19), (2026, 11, 19, 21)),
        ("day after tomorrow evening", (2026, 11, 20, 17), (2026, 11, 20, 22)),
        ("Saturday night", (2026, 11, 21, 19), (2026, 11, 22, 0)),
        ("Friday from 10pm to 1am", (2026, 11, 20, 22), (2026, 11, 21, 1)),
        ("tonight", (2026, 11, 18, 19), (2026, 11, 19, 0)),
    ],
)
def test_a_day_and_a_run_of_hours_make_one_stretch(
    front: Front, at: Callable[..., datetime], text: str, start: tuple[int, ...], end: tuple[int, ...]
) -> None:
    mention = front.one(text)
    assert (mention.kind, mention.value) == ("datetime_range", DateTimeSpan(at(*start), at(*end)))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("half an hour", timedelta(minutes=30)),
        ("an hour and a half", timedelta(minutes=90)),
        ("2.5 hours", timedelta(minutes=150)),
        ("45 min", timedelta(minutes=45)),
        ("1h30", timedelta(minutes=90)),
        ("three days", timedelta(days=3)),
    ],
)
def test_a_length_of_time(front: Front, text: str, span: timedelta) -> None:
    mention = front.one(text)
    assert (mention.kind, mention.value) == ("duration", span)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("every Friday", Recurrence(1, "week", (5,))),
        ("on Mondays", Recurrence(1, "week", (1,))),
        ("every two weeks", Recurrence(2, "week")),
        ("every Friday at 7pm", Recurrence(1, "week", (5,), time(19))),
        ("daily", Recurrence(1, "day")),
    ],
)
def test_a_repetition(front: Front, text: str, value: Recurrence) -> None:
    mention = front.one(text)
    assert (mention.kind, mention.value) == ("set", value)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("the week of December 9th", date(2026, 12, 7)),
        ("the week before Christmas", date(2026, 12, 14)),
        ("the week after Christmas", date(2026, 12, 28)),
    ],
)
def test_a_week_is_named_by_a_day_in_or_beside_it(front: Front, text: str, start: date) -> None:
    assert front.one(text).value == DateSpan(start, start + timedelta(days=6))
