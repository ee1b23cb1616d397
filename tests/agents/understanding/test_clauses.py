"""Each clause of a message that may want something stands alone, in every language, with its place in the message."""

from __future__ import annotations

import pytest

from agents.understanding.engine import understand
from agents.understanding.intents.clauses import PIECES, pieces
from agents.understanding.intents.detecting import detect
from tests.agents.understanding.reading_room import context


def read(text: str, locale: str = "en", category: str = "food") -> dict[str, str]:
    """Clause to intent, in the order said."""
    found = sorted(detect(text, category=category, flow="dedicated", locale=locale), key=lambda intent: intent.start)
    return {text[intent.start : intent.end]: intent.name for intent in found}


@pytest.mark.parametrize(
    ("locale", "text", "clauses"),
    [
        ("en", "dinner for 6 on sunday at 7, it's my dad's birthday", ["book", "remark"]),
        ("en", "cancel friday, and where can i park?", ["cancel", "ask_parking"]),
        ("en", "is the tiramisu safe? what about the gnocchi", ["ask_allergen", "ask_allergen"]),
        ("en", "what time do you open on monday and can i book a cut then", ["ask_hours", "book"]),
        ("en", "a cut for me friday at 3 and a trim for my son saturday at 11", ["book", "book"]),
        ("es", "mesa para cinco el jueves a las nueve, y ¿tienen aparcamiento?", ["book", "ask_parking"]),
        ("es", "quiero anular la cita del lunes, ¿cuánto cuesta un corte?", ["cancel", "ask_price"]),
        ("fr", "je voudrais annuler mon rdv et savoir si vous avez un parking", ["cancel", "ask_parking"]),
        ("fr", "une table pour trois demain, nous venons avec un chien", ["book", "remark"]),
        ("de", "einen Tisch für fünf am Samstag, und was kostet das Menü?", ["book", "ask_price"]),
        ("de", "meine Adresse ist Hauptstraße 5 und die Klingel geht nicht", ["tell_details", "remark"]),
        ("it", "vorrei un tavolo per tre domenica, e accettate la carta?", ["book", "ask_payment"]),
        ("it", "il mio indirizzo è via Roma 5 e il citofono non funziona", ["tell_details", "remark"]),
        ("pt", "quero marcar um corte na sexta, e onde ficam?", ["book", "ask_location"]),
        ("pt", "mesa para dois amanhã às oito, vamos com um carrinho de bebé", ["book", "remark"]),
    ],
)
def test_each_wish_is_a_clause_of_its_own(locale: str, text: str, clauses: list[str]) -> None:
    assert list(read(text, locale).values()) == clauses


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "monday, 1 december"),
        ("en", "2210 W Thomas St, apt 3"),
        ("en", "cut and colour on friday"),
        ("en", "Johnson, Mary Jane"),
        ("en", "i can't make it at 5, can we find another time"),
        ("en", "i'm allergic to peanuts, what can i have"),
        ("en", "if it rains, can we sit inside?"),
        ("es", "calle Mayor 12, segundo izquierda"),
        ("fr", "lundi, 1er décembre"),
        ("de", "Hauptstraße 5, zweiter Stock"),
        ("it", "via Garibaldi 8, interno 4"),
        ("pt", "rua Direita 20, terceiro andar"),
    ],
)
def test_names_addresses_dates_and_what_belongs_together_stay_whole(locale: str, text: str) -> None:
    assert list(read(text, locale)) == [text]


@pytest.mark.parametrize(
    ("locale", "text", "intent"),
    [
        ("en", "what time do you open on friday? and sunday?", "ask_hours"),
        ("en", "is there egg in the ravioli? and the soup?", "ask_allergen"),
        ("es", "¿lleva nueces la tarta? ¿y el flan?", "ask_allergen"),
        ("fr", "combien coûte une coupe ? et une couleur ?", "ask_price"),
        ("de", "was kostet ein Haarschnitt? und Färben?", "ask_price"),
        ("it", "a che ora chiudete il sabato? e la domenica?", "ask_hours"),
        ("pt", "quanto demora um corte? e a coloração?", "ask_duration"),
    ],
)
def test_question_put_again_of_something_else_is_the_same_question(locale: str, text: str, intent: str) -> None:
    assert list(read(text, locale).values()) == [intent, intent]


def test_surest_deed_comes_first_and_small_talk_last() -> None:
    text = "Hi! Do you have parking? I'd like to book a table for two tomorrow."
    found = detect(text, category="food", flow="dedicated", locale="en")

    assert [intent.name for intent in found] == ["book", "ask_parking", "greet"]


def test_offsets_are_into_the_message_as_received() -> None:
    text = "Ta\u200bble for two tomorrow,\u00a0and do you ha\u200dve parking?"

    found = {intent.name: text[intent.start : intent.end] for intent in understand(text, context()).intents}

    assert found["ask_parking"] == "do you ha\u200dve parking?"


def test_pieces_are_told_by_their_place() -> None:
    text = "Dr. Lee at 5? Or monday, and is there parking; thanks"
    found = pieces(text, "en")

    assert [text[piece.start : piece.end] for piece in found] == [piece.text for piece in found]
    assert [piece.text for piece in found] == ["Dr. Lee at 5?", "Or monday", "is there parking;", "thanks"]


def test_message_of_many_sentences_is_read_to_its_end_in_few_pieces() -> None:
    text = "Is it open? " * 40
    found = pieces(text, "en")

    assert len(found) == PIECES
    assert found[-1].end == len(text.rstrip())
