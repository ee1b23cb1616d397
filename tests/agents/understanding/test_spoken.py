"""The language of a reply changes only where a message leaves little doubt."""

from __future__ import annotations

import pytest

from agents.understanding.spoken import named, surely


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Quisiera reservar una mesa para cuatro", "es"),
        ("a qué hora cierran los domingos", "es"),
        ("je voudrais annuler", "fr"),
        ("demain à 20h", "fr"),
        ("einen Tisch für zwei bitte", "de"),
        ("morgen um 20 Uhr", "de"),
        ("vorrei prenotare un tavolo", "it"),
        ("domani alle 20", "it"),
        ("quero marcar uma mesa", "pt"),
        ("amanhã às 20h", "pt"),
        ("a table for 4 tomorrow at 7pm", "en"),
        ("ik wil graag een tafel voor vier personen", "nl"),
        ("yarın akşam dört kişilik masa", "tr"),
        ("我想订位", "zh"),
        ("Можно столик на двоих?", "ru"),
    ],
)
def test_sentence_tells_its_language(text: str, language: str) -> None:
    assert surely(text, default="en") == language


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "no",
        "ciao",
        "oui",
        "pizza",
        "spaghetti alla carbonara",
        "Maria Rossi",
        "19:30",
        "K7F-2QM",
        "anna@example.com",
        "quattro formaggi and tiramisu please",
        "Let's do the pasta e fagioli",
        "2 personas",
        "merci",
        "",
    ],
)
def test_word_or_dish_tells_nothing(text: str) -> None:
    assert surely(text, default="en") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [("hola", "es"), ("Bonjour !", "fr"), ("Guten Tag", "de"), ("Buongiorno", "it"), ("olá", "pt"), ("hello", "en")],
)
def test_greeting_opens_a_conversation_in_its_language(text: str, language: str) -> None:
    assert surely(text, default="en", is_opening=True) == language


def test_words_of_the_business_do_not_count() -> None:
    assert surely("tagliatelle al ragù", default="en", is_opening=True) == "it"
    assert surely("tagliatelle al ragù", default="en", without={"tagliatelle", "ragu"}, is_opening=True) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("English, please", "en"),
        ("can we speak in English?", "en"),
        ("Deutsch", "de"),
        ("auf Deutsch bitte", "de"),
        ("¿hablan español?", "es"),
        ("parlez-vous français ?", "fr"),
        ("in italiano per favore", "it"),
        ("fala português?", "pt"),
    ],
)
def test_language_asked_for_by_its_name(text: str, language: str) -> None:
    assert named(text) == language


@pytest.mark.parametrize("text", ["French toast please", "do you have Spanish wine", "a German car service", "hello"])
def test_language_that_is_only_spoken_of(text: str) -> None:
    assert named(text) is None
