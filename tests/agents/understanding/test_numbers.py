from __future__ import annotations

import pytest

from agents.understanding.numbers import find_numbers


def _values(text: str, language: str) -> list[tuple[str, int]]:
    return [(number.text, number.value) for number in find_numbers(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "a table for twenty-five", [("twenty-five", 25)]),
        ("en", "a couple of beers and half a dozen oysters", [("a couple", 2), ("half a dozen", 6)]),
        ("en", "two thousand and fifteen", [("two thousand and fifteen", 2015)]),
        ("en", "one hundred twenty two", [("one hundred twenty two", 122)]),
        ("en", "12 or 14", [("12", 12), ("14", 14)]),
        ("de", "fünfundzwanzig Gäste", [("fünfundzwanzig", 25)]),
        ("de", "wir kommen zu viert", [("zu viert", 4)]),
        ("fr", "quatre-vingt-dix-neuf", [("quatre-vingt-dix-neuf", 99)]),
        ("fr", "vingt et un couverts", [("vingt et un", 21)]),
        ("fr", "une demi-douzaine", [("une demi-douzaine", 6)]),
        ("es", "treinta y cinco", [("treinta y cinco", 35)]),
        ("es", "media docena", [("media docena", 6)]),
        ("it", "ventotto persone", [("ventotto", 28)]),
        ("pt", "vinte e uma pessoas", [("vinte e uma", 21)]),
        ("pt", "dois mil e vinte", [("dois mil", 2000), ("vinte", 20)]),
    ],
)
def test_number_words_are_read_with_their_place(language: str, text: str, found: list[tuple[str, int]]) -> None:
    assert _values(text, language) == found


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "the twenty second", 22),
        ("en", "3rd", 3),
        ("de", "am dritten", 3),
        ("fr", "le 1er", 1),
        ("es", "primero", 1),
        ("it", "terzo", 3),
        ("pt", "quinto", 5),
    ],
)
def test_ordinals_are_told_apart(language: str, text: str, value: int) -> None:
    assert [(number.value, number.ordinal) for number in find_numbers(text, language)] == [(value, True)]


def test_an_article_that_may_mean_one_is_marked() -> None:
    assert [(number.value, number.article) for number in find_numbers("einen Tisch für einen", "de")] == [
        (1, True),
        (1, True),
    ]


def test_offsets_point_into_the_text_as_received() -> None:
    text = "🎉 für ZWÖLF Gäste"
    number = find_numbers(text, "de")[0]
    assert text[number.start : number.end] == "ZWÖLF"


def test_an_endless_number_is_no_number() -> None:
    assert find_numbers("9" * 10_000) == ()
