"""What hangs on the booking talked about, here Friday 11 December 2026 at 19:30, said on Wednesday 18 November."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest

from agents.understanding.types import Anchor

if TYPE_CHECKING:
    from tests.agents.understanding.time.conftest import Front

BOOKED = Anchor(date(2026, 12, 11), time(19, 30))
NEAR = Anchor(date(2026, 11, 20), time(19, 30))


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "the day after", 12),
        ("en", "the day before instead", 10),
        ("en", "the following day", 12),
        ("en", "a day later", 12),
        ("en", "two days earlier", 9),
        ("en", "a week later", 18),
        ("en", "the week after", 18),
        ("en", "that day", 11),
        ("de", "einen Tag später", 12),
        ("de", "am Tag davor", 10),
        ("de", "am nächsten Tag", 12),
        ("de", "zwei Tage früher", 9),
        ("de", "eine Woche später", 18),
        ("de", "am selben Tag", 11),
        ("es", "al día siguiente", 12),
        ("es", "el día anterior", 10),
        ("es", "dos días más tarde", 13),
        ("es", "una semana después", 18),
        ("es", "ese mismo día", 11),
        ("fr", "le lendemain", 12),
        ("fr", "la veille", 10),
        ("fr", "deux jours plus tôt", 9),
        ("fr", "une semaine plus tard", 18),
        ("fr", "le même jour", 11),
        ("it", "il giorno dopo", 12),
        ("it", "il giorno prima", 10),
        ("it", "due giorni dopo", 13),
        ("it", "una settimana più tardi", 18),
        ("it", "lo stesso giorno", 11),
        ("pt", "no dia seguinte", 12),
        ("pt", "no dia anterior", 10),
        ("pt", "dois dias mais cedo", 9),
        ("pt", "uma semana depois", 18),
        ("pt", "no mesmo dia", 11),
    ],
)
def test_day_is_reckoned_from_the_booking(front: Front, language: str, text: str, day: int) -> None:
    mention = front.but(language=language, anchor=BOOKED).one(text)
    assert mention.value == date(2026, 12, day)
    assert mention.beside == {"date"}


@pytest.mark.parametrize(
    ("language", "text", "hour", "minute"),
    [
        ("en", "same time", 19, 30),
        ("en", "an hour later", 20, 30),
        ("en", "half an hour earlier", 19, 0),
        ("en", "45 minutes later", 20, 15),
        ("en", "push it back an hour", 20, 30),
        ("en", "bring it forward by 30 minutes", 19, 0),
        ("de", "gleiche Uhrzeit", 19, 30),
        ("de", "zur selben Zeit", 19, 30),
        ("de", "eine Stunde später", 20, 30),
        ("de", "eine halbe Stunde früher", 19, 0),
        ("de", "30 Minuten eher", 19, 0),
        ("es", "a la misma hora", 19, 30),
        ("es", "una hora más tarde", 20, 30),
        ("es", "media hora antes", 19, 0),
        ("es", "dos horas después", 21, 30),
        ("es", "15 minutos antes", 19, 15),
        ("fr", "à la même heure", 19, 30),
        ("fr", "une heure plus tard", 20, 30),
        ("fr", "une demi-heure plus tôt", 19, 0),
        ("fr", "deux heures après", 21, 30),
        ("fr", "30 minutes avant", 19, 0),
        ("it", "alla stessa ora", 19, 30),
        ("it", "un'ora dopo", 20, 30),
        ("it", "mezz'ora prima", 19, 0),
        ("it", "due ore più tardi", 21, 30),
        ("it", "15 minuti dopo", 19, 45),
        ("pt", "à mesma hora", 19, 30),
        ("pt", "uma hora mais tarde", 20, 30),
        ("pt", "meia hora antes", 19, 0),
        ("pt", "duas horas depois", 21, 30),
        ("pt", "15 minutos mais cedo", 19, 15),
    ],
)
def test_hour_is_reckoned_from_the_booking(front: Front, language: str, text: str, hour: int, minute: int) -> None:
    mention = front.but(language=language, anchor=BOOKED).one(text)
    assert mention.value == time(hour, minute)
    assert mention.beside == {"time"}


@pytest.mark.parametrize("text", ["the day after at the same time", "one day later, same time"])
def test_day_and_hour_are_both_reckoned(front: Front, text: str) -> None:
    assert front.but(anchor=BOOKED).one(text).value == datetime(2026, 12, 12, 19, 30, tzinfo=front.zone)


def test_hour_across_midnight_moves_the_day_too(front: Front) -> None:
    late = Anchor(date(2026, 12, 11), time(23, 30))
    assert front.but(anchor=late).one("an hour later").value == datetime(2026, 12, 12, 0, 30, tzinfo=front.zone)


@pytest.mark.parametrize(
    ("anchor", "language", "text", "value"),
    [
        (BOOKED, "en", "make it saturday", date(2026, 12, 12)),
        (BOOKED, "en", "move it to thursday", date(2026, 12, 17)),
        (BOOKED, "en", "friday then", date(2026, 12, 11)),
        (BOOKED, "de", "lieber am Samstag", date(2026, 12, 12)),
        (BOOKED, "fr", "plutôt samedi", date(2026, 12, 12)),
        (BOOKED, "it", "meglio domenica", date(2026, 12, 13)),
        (BOOKED, "es", "mejor el lunes", date(2026, 12, 14)),
        (BOOKED, "pt", "melhor na terça", date(2026, 12, 15)),
        (Anchor(date(2027, 1, 12)), "en", "move it to thursday", date(2027, 1, 14)),
        (NEAR, "en", "make it saturday", date(2026, 11, 21)),
        (NEAR, "en", "thursday then", date(2026, 11, 19)),
    ],
)
def test_bare_weekday_is_the_one_near_a_booking_a_week_or_more_away(
    front: Front, anchor: Anchor, language: str, text: str, value: date
) -> None:
    assert front.but(language=language, anchor=anchor).one(text).value == value


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "the 28th then", date(2026, 12, 28)),
        ("en", "could we do the 14th", date(2026, 12, 14)),
        ("de", "am 20.", date(2026, 12, 20)),
        ("es", "el 22", date(2026, 12, 22)),
        ("fr", "le 19", date(2026, 12, 19)),
        ("it", "il 29", date(2026, 12, 29)),
        ("pt", "dia 18", date(2026, 12, 18)),
    ],
)
def test_bare_number_of_a_day_is_in_the_month_of_the_booking(
    front: Front, language: str, text: str, value: date
) -> None:
    assert front.but(language=language, anchor=BOOKED).one(text).value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("tomorrow", date(2026, 11, 19)),
        ("12 December", date(2026, 12, 12)),
        ("this friday", date(2026, 11, 20)),
        ("a week on saturday", date(2026, 11, 28)),
        ("in three days", date(2026, 11, 21)),
        ("two weeks from today", date(2026, 12, 2)),
    ],
)
def test_what_says_its_day_itself_stays_relative_to_now(front: Front, text: str, value: date) -> None:
    assert front.but(anchor=BOOKED).one(text).value == value


def test_where_nothing_is_talked_about_a_mention_tells_that_it_hangs_on_something(front: Front) -> None:
    assert front.one("the day after").beside == {"date"}
    assert front.one("an hour later").beside == {"date", "time"}
    assert front.one("tomorrow").beside == frozenset()
    assert front.all("the same time") == ()


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "the sunday after", 13),
        ("en", "the friday after that", 18),
        ("en", "the following monday", 14),
        ("de", "auf den Sonntag danach", 13),
        ("de", "den darauffolgenden Montag", 14),
        ("fr", "le dimanche suivant", 13),
        ("fr", "le lundi d'après", 14),
        ("es", "el domingo siguiente", 13),
        ("it", "la domenica dopo", 13),
        ("it", "il lunedì successivo", 14),
        ("pt", "no domingo seguinte", 13),
        ("pt", "na segunda a seguir", 14),
    ],
)
def test_weekday_after_the_booking(front: Front, language: str, text: str, day: int) -> None:
    assert front.but(language=language, anchor=BOOKED).one(text).value == date(2026, 12, day)


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "monday after 5pm"), ("it", "lunedì dopo le 18"), ("es", "el lunes después de las 18")],
)
def test_hour_after_which_is_no_day_after(front: Front, language: str, text: str) -> None:
    (mention,) = front.but(language=language, anchor=BOOKED).all(text)
    assert mention.kind == "datetime_range"


@pytest.mark.parametrize(
    ("language", "text", "at"),
    [
        ("en", "push it back an hour", time(20, 30)),
        ("en", "move it forward by 30 minutes", time(19)),
        ("de", "um eine Stunde vorverlegen", time(18, 30)),
        ("de", "um eine Stunde nach hinten verschieben", time(20, 30)),
        ("fr", "décaler d'une heure", time(20, 30)),
        ("fr", "avancez d'une demi-heure", time(19)),
        ("es", "retrasar una hora", time(20, 30)),
        ("es", "adelantarla una hora", time(18, 30)),
        ("it", "posticipare di un'ora", time(20, 30)),
        ("it", "anticipare di mezz'ora", time(19)),
        ("pt", "adiar uma hora", time(20, 30)),
        ("pt", "antecipar meia hora", time(19)),
    ],
)
def test_hour_is_moved_by_what_a_verb_says(front: Front, language: str, text: str, at: time) -> None:
    assert front.but(language=language, anchor=BOOKED).one(text).value == at


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("fr", "quinze jours plus tard", 25),
        ("fr", "huit jours plus tard", 18),
        ("es", "quince días después", 25),
        ("it", "quindici giorni dopo", 25),
        ("pt", "quinze dias depois", 25),
        ("de", "acht Tage später", 18),
    ],
)
def test_weeks_counted_in_days(front: Front, language: str, text: str, day: int) -> None:
    assert front.but(language=language, anchor=BOOKED).one(text).value == date(2026, 12, day)
