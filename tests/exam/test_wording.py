"""How customers word a time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.exam.wording import FORMS_OF_TIME, Spoken

FRIDAY = datetime(2026, 12, 11, 19, 30, tzinfo=ZoneInfo("Europe/Rome"))
SUNDAY = datetime(2026, 12, 13, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.mark.parametrize(
    ("language", "on", "at", "in_words", "part"),
    [
        ("en", "on friday", "at 7:30pm", "half seven", "in the evening"),
        ("es", "el viernes", "a las 19:30", "siete y media", "de la noche"),
        ("fr", "vendredi", "à 19h30", "sept heures et demie", "du soir"),
        ("de", "am Freitag", "um 19:30", "halb acht", "abends"),
        ("it", "venerdì", "alle 19:30", "sette e mezza", "di sera"),
        ("pt", "na sexta", "às 19:30", "sete e meia", "da noite"),
    ],
)
def test_a_time_of_this_week(language: str, on: str, at: str, in_words: str, part: str) -> None:
    spoken = Spoken(FRIDAY, language, ahead=4)
    assert [spoken.word(form) for form in ("on", "at", "time.words", "part")] == [on, at, in_words, part]


@pytest.mark.parametrize(
    ("language", "on", "the_day"),
    [
        ("en", "on sunday 13 December", "the 13th"),
        ("es", "el domingo 13 de diciembre", "el 13"),
        ("fr", "dimanche 13 décembre", "le 13"),
        ("de", "am Sonntag 13. Dezember", "am 13."),
        ("it", "domenica 13 dicembre", "il 13"),
        ("pt", "no domingo 13 de dezembro", "dia 13"),
    ],
)
def test_a_day_beyond_this_week_has_its_date(language: str, on: str, the_day: str) -> None:
    spoken = Spoken(SUNDAY, language, ahead=15)
    assert [spoken.word(form) for form in ("on", "the")] == [on, the_day]


@pytest.mark.parametrize(
    ("language", "tomorrow"), [("en", "tomorrow"), ("es", "mañana"), ("de", "morgen"), ("pt", "amanhã")]
)
def test_tomorrow_is_called_so(language: str, tomorrow: str) -> None:
    assert Spoken(SUNDAY, language, ahead=1).word("on") == tomorrow


def test_every_form_words_every_hour_in_every_language() -> None:
    for language in ("en", "es", "fr", "de", "it", "pt"):
        for hour in range(24):
            spoken = Spoken(FRIDAY.replace(hour=hour, minute=45), language, ahead=0)
            assert all(spoken.word(form) for form in FORMS_OF_TIME)
