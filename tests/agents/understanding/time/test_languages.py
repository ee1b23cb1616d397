"""The five languages beside English: enough to book. The moment is Wednesday 18 November 2026, 10:00 in Berlin."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from agents.understanding.time import TimeSpan

if TYPE_CHECKING:
    from collections.abc import Callable

    from agents.understanding.types import OpeningHours
    from tests.agents.understanding.time.conftest import Front


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "morgen um 19 Uhr", (2026, 11, 19, 19)),
        ("de", "am Freitag um 19:30 Uhr für vier", (2026, 11, 20, 19, 30)),
        ("de", "übermorgen abend um acht", (2026, 11, 20, 20)),
        ("de", "heute Abend um halb acht", (2026, 11, 18, 19, 30)),
        ("de", "am 5. Dezember um 18 Uhr", (2026, 12, 5, 18)),
        ("de", "am 5.12. um 19.30 Uhr", (2026, 12, 5, 19, 30)),
        ("de", "am Freitag um 18 Uhr einen Termin", (2026, 11, 20, 18)),
        ("de", "Freitag morgen um 9", (2026, 11, 20, 9)),
        ("de", "morgen früh um 9", (2026, 11, 19, 9)),
        ("de", "nächste Woche Dienstag um 19 Uhr 30", (2026, 11, 24, 19, 30)),
        ("de", "an Heiligabend um 18 Uhr", (2026, 12, 24, 18)),
        ("de", "in einer halben Stunde", (2026, 11, 18, 10, 30)),
        ("de", "in zwei Stunden", (2026, 11, 18, 12)),
        ("es", "mañana a las 7 de la tarde", (2026, 11, 19, 19)),
        ("es", "el viernes a las nueve y media de la noche", (2026, 11, 20, 21, 30)),
        ("es", "mañana por la mañana a las 10", (2026, 11, 19, 10)),
        ("es", "el 5 de diciembre a las 20:30", (2026, 12, 5, 20, 30)),
        ("es", "esta noche a las 9", (2026, 11, 18, 21)),
        ("es", "hoy al mediodía", (2026, 11, 18, 12)),
        ("es", "nochebuena a las 21h", (2026, 12, 24, 21)),
        ("es", "en media hora", (2026, 11, 18, 10, 30)),
        ("fr", "demain à 19h30", (2026, 11, 19, 19, 30)),
        ("fr", "ce soir à huit heures et demie", (2026, 11, 18, 20, 30)),
        ("fr", "samedi 5 décembre à 20 heures", (2026, 12, 5, 20)),
        ("fr", "le 1er décembre à midi", (2026, 12, 1, 12)),
        ("fr", "demain soir à huit heures moins le quart", (2026, 11, 19, 19, 45)),
        ("fr", "dans une demi-heure", (2026, 11, 18, 10, 30)),
        ("it", "domani alle 19:30", (2026, 11, 19, 19, 30)),
        ("it", "stasera alle otto e mezza", (2026, 11, 18, 20, 30)),
        ("it", "sabato 5 dicembre alle ore 20", (2026, 12, 5, 20)),
        ("it", "domani mattina alle 10", (2026, 11, 19, 10)),
        ("it", "fra mezz'ora", (2026, 11, 18, 10, 30)),
        ("pt", "amanhã às 19h30", (2026, 11, 19, 19, 30)),
        ("pt", "sexta-feira às oito e meia da noite", (2026, 11, 20, 20, 30)),
        ("pt", "sábado, 5 de dezembro, às 20h", (2026, 12, 5, 20)),
        ("pt", "hoje à noite às 8", (2026, 11, 18, 20)),
        ("pt", "dia 5 ao meio-dia", (2026, 12, 5, 12)),
        ("pt", "em meia hora", (2026, 11, 18, 10, 30)),
        ("de", "am 22. des nächsten Monats um 11 Uhr vormittags", (2026, 12, 22, 11)),
        ("es", "el 22 del mes que viene a las 11 de la mañana", (2026, 12, 22, 11)),
        ("es", "el 22 del próximo mes a las 11 de la mañana", (2026, 12, 22, 11)),
        ("fr", "le 22 du mois prochain à 11h du matin", (2026, 12, 22, 11)),
        ("it", "il 22 del mese prossimo alle 11 di mattina", (2026, 12, 22, 11)),
        ("pt", "dia 22 do mês que vem às 11 da manhã", (2026, 12, 22, 11)),
    ],
)
def test_a_day_and_a_time(
    front: Front, at: Callable[..., datetime], language: str, text: str, value: tuple[int, ...]
) -> None:
    mention = front.but(language=language).one(text)
    assert (mention.kind, mention.value) == ("datetime", at(*value))


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "übermorgen", date(2026, 11, 20)),
        ("de", "kommenden Samstag", date(2026, 11, 21)),
        ("de", "Freitag in einer Woche", date(2026, 11, 27)),
        ("de", "in zwei Wochen", date(2026, 12, 2)),
        ("de", "am 5.12.", date(2026, 12, 5)),
        ("de", "am fünften Dezember", date(2026, 12, 5)),
        ("de", "Donerstag", date(2026, 11, 19)),
        ("de", "Ostersonntag", date(2027, 3, 28)),
        ("es", "pasado mañana", date(2026, 11, 20)),
        ("es", "el viernes que viene", date(2026, 11, 20)),
        ("es", "miercoles", date(2026, 11, 18)),
        ("es", "dentro de dos semanas", date(2026, 12, 2)),
        ("es", "el 12/5", date(2027, 5, 12)),
        ("es", "nochevieja", date(2026, 12, 31)),
        ("fr", "après-demain", date(2026, 11, 20)),
        ("fr", "vendredi en huit", date(2026, 11, 27)),
        ("fr", "dans deux semaines", date(2026, 12, 2)),
        ("fr", "le 5", date(2026, 12, 5)),
        ("fr", "la Saint-Valentin", date(2027, 2, 14)),
        ("fr", "mecredi", date(2026, 11, 18)),
        ("it", "dopodomani", date(2026, 11, 20)),
        ("it", "tra due settimane", date(2026, 12, 2)),
        ("it", "il 5", date(2026, 12, 5)),
        ("it", "Capodanno", date(2027, 1, 1)),
        ("it", "il venti dicembre", date(2026, 12, 20)),
        ("pt", "depois de amanhã", date(2026, 11, 20)),
        ("pt", "sexta que vem", date(2026, 11, 20)),
        ("pt", "daqui a duas semanas", date(2026, 12, 2)),
        ("pt", "véspera de Natal", date(2026, 12, 24)),
        ("pt", "terça", date(2026, 11, 24)),
    ],
)
def test_a_day(front: Front, language: str, text: str, day: date) -> None:
    mention = front.but(language=language).one(text)
    assert (mention.kind, mention.value) == ("date", day)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "halb sieben", time(18, 30)),
        ("de", "viertel nach sieben", time(19, 15)),
        ("de", "dreiviertel acht", time(19, 45)),
        ("de", "fünf vor halb acht", time(19, 25)),
        ("de", "gegen 8", time(20)),
        ("es", "a las ocho menos cuarto", time(19, 45)),
        ("es", "a las siete y veinte", time(19, 20)),
        ("fr", "sept heures et quart", time(19, 15)),
        ("fr", "vers 20h", time(20)),
        ("it", "alle otto meno un quarto", time(19, 45)),
        ("it", "verso le 8", time(20)),
        ("pt", "quinze para as oito", time(19, 45)),
        ("pt", "por volta das 8", time(20)),
    ],
)
def test_a_time_of_a_dinner_place(front: Front, evenings: OpeningHours, language: str, text: str, value: time) -> None:
    mention = front.but(language=language, hours=evenings).one(text)
    assert (mention.kind, mention.value) == ("time", value)


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [
        ("de", "zwischen 18 und 20 Uhr", time(18), time(20)),
        ("de", "von 18 bis 20 Uhr", time(18), time(20)),
        ("de", "ab 18 Uhr", time(18), None),
        ("es", "de las 19 a las 21", time(19), time(21)),
        ("es", "después de las 20:00", time(20), None),
        ("fr", "entre 19h et 21h", time(19), time(21)),
        ("fr", "avant 20h", None, time(20)),
        ("it", "dalle 19 alle 21", time(19), time(21)),
        ("it", "dopo le 20", time(20), None),
        ("pt", "das 19h às 21h", time(19), time(21)),
        ("pt", "antes das 20h", None, time(20)),
    ],
)
def test_a_run_of_hours(front: Front, language: str, text: str, start: time | None, end: time | None) -> None:
    mention = front.but(language=language).one(text)
    assert (mention.kind, mention.value) == ("time_range", TimeSpan(start, end))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "ein Tisch für 4 Personen"),
        ("de", "Guten Morgen"),
        ("es", "una mesa de 4"),
        ("es", "buenos días"),
        ("fr", "une table pour 4"),
        ("fr", "bonne soirée"),
        ("it", "un tavolo per 4"),
        ("it", "buona giornata"),
        ("pt", "uma mesa para 4"),
        ("pt", "bom dia"),
    ],
)
def test_a_greeting_or_a_party_is_no_time(front: Front, language: str, text: str) -> None:
    assert front.but(language=language).all(text) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "mesa de 4 a las 20"),
        ("it", "un tavolo da 4 alle 20"),
        ("fr", "une table de 4 à 20h"),
        ("pt", "mesa de 4 às 20h"),
    ],
)
def test_a_table_for_four_at_eight_is_no_range(front: Front, language: str, text: str) -> None:
    assert front.but(language=language).one(text).value == time(20)


def test_a_language_without_words_is_read_as_english(front: Front) -> None:
    assert front.but(language="nl").one("tomorrow").value == date(2026, 11, 19)


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("de", "anderthalb Stunden", 90),
        ("de", "eine halbe Stunde", 30),
        ("es", "hora y media", 90),
        ("fr", "une heure et demie", 90),
        ("it", "un'ora e mezza", 90),
        ("pt", "uma hora e meia", 90),
        ("fr", "deux heures", 120),
    ],
)
def test_a_length_is_no_time_of_day(front: Front, language: str, text: str, minutes: int) -> None:
    mention = front.but(language=language).one(text)
    assert (mention.kind, mention.value) == ("duration", timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Freitagabend um acht", (2026, 11, 20, 20)),
        ("Dienstagmorgen um 9", (2026, 11, 24, 9)),
        ("am Dienstag, dem 24.11., um 18 Uhr", (2026, 11, 24, 18)),
    ],
)
def test_german_writes_day_and_part_as_one_word(
    front: Front, at: Callable[..., datetime], text: str, value: tuple[int, ...]
) -> None:
    assert front.but(language="de").one(text).value == at(*value)


def test_german_counts_from_today(front: Front) -> None:
    assert front.but(language="de").one("heute in 14 Tagen").value == date(2026, 12, 2)
    assert front.but(language="de").one("übernächsten Freitag").value == date(2026, 12, 4)
