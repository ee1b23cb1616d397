"""An expression is read whole or not at all. The moment is Wednesday 18 November 2026, 10:00 in Berlin."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.agents.understanding.time.conftest import Front


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "32/12"),
        ("en", "14/14"),
        ("en", "on 31/11"),
        ("en", "31 june"),
        ("en", "feb 30"),
        ("en", "september 31st"),
        ("en", "29/02/2027"),
        ("en", "31/04/2027"),
        ("de", "am 31.11."),
        ("de", "32.12."),
        ("de", "30. Februar"),
        ("de", "31.04.2027"),
        ("de", "am 31. September"),
        ("es", "el 31/11"),
        ("es", "31 de abril"),
        ("es", "el 30 de febrero"),
        ("es", "32/1"),
        ("es", "29/02/2027"),
        ("fr", "le 31/11"),
        ("fr", "le 31 novembre"),
        ("fr", "30 février"),
        ("fr", "32/12"),
        ("fr", "le 31 juin"),
        ("it", "il 31/11"),
        ("it", "30 febbraio"),
        ("it", "il 31 aprile"),
        ("it", "32/12"),
        ("it", "31 settembre"),
        ("pt", "31/11"),
        ("pt", "dia 31 de novembro"),
        ("pt", "30 de fevereiro"),
        ("pt", "32/12"),
        ("pt", "31 de junho"),
    ],
)
def test_day_no_calendar_has_is_no_other_day(front: Front, language: str, text: str) -> None:
    mention = front.but(language=language).one(text)
    assert (mention.kind, mention.value, mention.alternatives, mention.why) == ("date", None, (), "no such day")


@pytest.mark.parametrize("text", ["50/50", "24/7", "a 4/4 beat", "99/100"])
def test_two_numbers_nobody_means_for_a_day_are_none(front: Front, text: str) -> None:
    assert all(mention.why != "no such day" for mention in front.all(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a week next thursday", date(2026, 12, 3)),
        ("two weeks on saturday", date(2026, 12, 5)),
        ("three weeks on monday", date(2026, 12, 14)),
        ("a fortnight on friday", date(2026, 12, 4)),
        ("tomorrow week", date(2026, 11, 26)),
        ("today week", date(2026, 11, 25)),
        ("exactly two weeks from today", date(2026, 12, 2)),
        ("2 / 15", date(2027, 2, 15)),
        ("25 / 12", date(2026, 12, 25)),
    ],
)
def test_day_is_read_with_all_that_is_said_of_it(front: Front, text: str, value: date) -> None:
    mention = front.one(text)
    assert value in (mention.value, *mention.alternatives)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "fortnight on tuesday", date(2026, 12, 8)),
        ("de", "heute in einer Woche", date(2026, 11, 25)),
        ("de", "Montag in acht Tagen", date(2026, 11, 30)),
        ("de", "Dienstag, den 8.", date(2026, 12, 8)),
        ("fr", "aujourd'hui en huit", date(2026, 11, 25)),
        ("fr", "la semaine prochaine mardi", date(2026, 11, 24)),
        ("fr", "mardi le 8", date(2026, 12, 8)),
        ("es", "de hoy en ocho", date(2026, 11, 25)),
        ("es", "martes el 8", date(2026, 12, 8)),
        ("it", "oggi a otto", date(2026, 11, 25)),
        ("it", "martedì il 8", date(2026, 12, 8)),
        ("pt", "hoje a oito dias", date(2026, 11, 25)),
        ("pt", "terça dia 8", date(2026, 12, 8)),
    ],
)
def test_day_in_two_steps_is_one_day_in_every_language(front: Front, language: str, text: str, value: date) -> None:
    assert front.but(language=language).one(text).value == value


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "friday evening 8.30"),
        ("de", "Freitag Abend 20:30"),
        ("es", "viernes noche 20:30"),
        ("fr", "vendredi soir 20h30"),
        ("it", "venerdì sera 20:30"),
        ("pt", "sexta à noite 20h30"),
    ],
)
def test_day_its_part_and_hour_are_one_moment(front: Front, language: str, text: str) -> None:
    assert front.but(language=language).one(text).value == datetime(2026, 11, 20, 20, 30, tzinfo=front.zone)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in 2 1/2 hours", time(12, 30)),
        ("in 1 1/2 hours", time(11, 30)),
        ("in 3/4 of an hour", time(10, 45)),
        ("in 1/2 an hour", time(10, 30)),
        ("in 1½ hours", time(11, 30)),
    ],
)
def test_fraction_of_an_hour_is_no_date(front: Front, text: str, value: time) -> None:
    assert front.one(text).value == datetime.combine(date(2026, 11, 18), value, tzinfo=front.zone)


def test_length_in_fractions_is_one_length(front: Front) -> None:
    assert front.one("it takes 3/4 of an hour").value == timedelta(minutes=45)
    assert front.one("1 1/2 hours").value == timedelta(minutes=90)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("tomorrow, twenty to eight in the evening", 19, 40),
        ("tomorrow at quarter past seven in the evening", 19, 15),
        ("twenty-five to nine tomorrow morning", 8, 35),
        ("tomorrow ten to six in the evening", 17, 50),
        ("half seven in the evening tomorrow", 19, 30),
        ("tomorrow at nine in the morning", 9, 0),
    ],
)
def test_part_of_the_day_settles_an_hour_in_words(front: Front, text: str, hour: int, minute: int) -> None:
    assert front.one(text).value == datetime(2026, 11, 19, hour, minute, tzinfo=front.zone)


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("thurs 9.30", 19, time(9, 30)),
        ("tues 8.15", 24, time(8, 15)),
        ("fri 10", 20, time(10)),
        ("tmrw at 2", 19, time(14)),
        ("fri 3.45", 20, time(15, 45)),
        ("mon half 2", 23, time(14, 30)),
        ("sunday nine please", 22, time(9)),
        ("2moro 4.30", 19, time(16, 30)),
    ],
)
def test_day_and_hour_as_they_are_typed(front: Front, text: str, day: int, at: time) -> None:
    mention = front.one(text)
    expected = datetime.combine(date(2026, 11, day), at, tzinfo=front.zone)
    assert expected in (mention.value, *mention.alternatives)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for two december 1st", date(2026, 12, 1)),
        ("a table for four december 12th", date(2026, 12, 12)),
        ("6 december 3rd", date(2026, 12, 3)),
        ("thursday 12.11 please", date(2026, 11, 19)),
    ],
)
def test_number_before_a_month_with_its_own_day_is_no_day(front: Front, text: str, value: date) -> None:
    assert all(str(value) in str(mention.value or mention.alternatives) for mention in front.all(text))


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("1 December three thirty", 1, time(15, 30)),
        ("December 7th ten fifteen", 7, time(10, 15)),
        ("three thirty December 4th", 4, time(15, 30)),
        ("on monday 7 December nine", 7, time(9)),
        ("11.30 December 3rd", 3, time(11, 30)),
    ],
)
def test_hour_beside_a_dated_day_is_no_year(front: Front, text: str, day: int, at: time) -> None:
    mention = front.one(text)
    expected = datetime.combine(date(2026, 12, day), at, tzinfo=front.zone)
    assert expected in (mention.value, *mention.alternatives)


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("en", "this winter", (2026, 12, 1), (2027, 2, 28)),
        ("de", "diesen Winter", (2026, 12, 1), (2027, 2, 28)),
        ("es", "la próxima primavera", (2027, 3, 1), (2027, 5, 31)),
        ("fr", "cet été", (2027, 6, 1), (2027, 8, 31)),
        ("it", "questo autunno", (2026, 9, 1), (2026, 11, 30)),
        ("pt", "este verão", (2027, 6, 1), (2027, 8, 31)),
    ],
)
def test_season_is_the_running_or_the_coming_one(
    front: Front, language: str, text: str, start: tuple[int, int, int], end: tuple[int, int, int]
) -> None:
    value = front.but(language=language).one(text).value
    assert (getattr(value, "start", None), getattr(value, "end", None)) == (date(*start), date(*end))


@pytest.mark.parametrize("text", ["a pair of 22 inch wipers", "two of 22 please"])
def test_few_of_something_are_no_minutes_to_an_hour(front: Front, text: str) -> None:
    assert not [one for one in front.all(text) if one.kind == "time"]
