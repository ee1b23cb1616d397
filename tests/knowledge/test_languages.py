from __future__ import annotations

import pytest

from knowledge.languages import configuration, language_of
from knowledge.words import plain_words


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The guarantee covers parts and labour for two years, and it is valid in our workshop.", "en"),
        ("Die Garantie gilt zwei Jahre und umfasst Teile und Arbeit, wenn Sie die Rechnung haben.", "de"),
        ("La garantie est valable deux ans et couvre les pièces, si vous avez la facture.", "fr"),
        ("La garantía es válida dos años y cubre las piezas, si usted tiene la factura en mano.", "es"),
        ("La garanzia è valida due anni e copre i pezzi di ricambio, anche se non ha la fattura.", "it"),
        ("A garantia é válida por dois anos e cobre as peças, se você não tem a fatura.", "pt"),
    ],
)
def test_small_words_tell_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", ["", "Barolo 2016 Piemonte 48", "la la la", "日本語の文章です"])
def test_text_that_does_not_tell_has_the_language_it_is_said_to_have(text: str) -> None:
    assert language_of(text, "it") == "it"
    assert language_of(text) == ""


def test_language_without_a_dictionary_keeps_its_words_as_they_stand() -> None:
    assert (configuration("de"), configuration(""), configuration("ja")) == ("german", "simple", "simple")


def test_words_are_small_and_without_marks() -> None:
    assert plain_words("Wi-Fi: guest_NET/2 \x00 ﬁne " + "x" * 80) == "wi fi guest net 2 fine"
