"""Numbers in a message: which count people, make a telephone number, or a day."""

from __future__ import annotations

import pytest

from tests.agents.understanding.reading_room import values


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what is the first haircut you have free?"),
        ("it", "qual è il primo haircut libero?"),
        ("es", "el primer haircut libre, por favor"),
        ("pt", "o primeiro haircut livre"),
        ("fr", "le premier haircut libre"),
    ],
)
def test_an_ordinal_before_a_service_is_no_day(language: str, text: str) -> None:
    assert "date" not in values(text, language=language, category="beauty")


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("de", "zwei Erwachsene ein Kind ein Baby", 4),
        ("en", "2 adults 3 kids", 5),
        ("it", "due adulti due bambini", 4),
        ("es", "somos 3 adultos 1 bebes", 4),
        ("fr", "deux adultes trois enfants", 5),
        ("it", "un tavolo x 4", 4),
    ],
)
def test_all_who_come_are_counted(language: str, text: str, people: int) -> None:
    assert values(text, language=language)["people"] == people


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("es", "anote: seis cinco cinco, cinco cinco cero, dos tres uno", "655550231"),
        ("en", "zero seven seven zero zero, nine zero zero two one four", "07700900214"),
        ("de", "null eins sieben eins, fünf fünf fünf null zwei sechs acht", "01715550268"),
        ("it", "tre quattro sette, cinque cinque cinque, zero due otto tre", "3475550283"),
        ("fr", "zéro six douze cinquante-cinq trente-deux quarante-deux", "0612553242"),
        ("pt", "nove um quatro, dois zero zero, três zero três", "914200303"),
    ],
)
def test_a_telephone_number_in_words_is_one_where_it_was_asked_for(language: str, text: str, number: str) -> None:
    found = str(values(text, "phone", language=language).get("phone"))
    assert found.endswith(number.removeprefix("0")), found


@pytest.mark.parametrize("text", ["at seven or eight, five of us", "table for two at eight", "one two three four"])
def test_other_numbers_in_words_are_no_telephone_number(text: str) -> None:
    assert "phone" not in values(text)
