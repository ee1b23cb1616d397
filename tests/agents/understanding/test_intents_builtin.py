"""The built-in intents: what each category and flow offers, several to a message, six languages, and none that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.understanding.intents import IntentModel

import pytest

from agents.understanding.intents import builtin_sentences
from agents.understanding.intents.builtin import builtin
from agents.understanding.intents.detecting import detect, detect_all
from agents.understanding.intents.glossing import gloss
from agents.understanding.intents.masking import masked
from agents.understanding.intents.training import train


def names(
    text: str, category: str = "food", flow: str = "dedicated", locale: str = "en", taught: IntentModel | None = None
) -> list[str]:
    return [intent.name for intent in detect(text, category=category, flow=flow, locale=locale, taught=taught)]


@pytest.mark.parametrize(
    ("text", "category", "intent"),
    [
        ("could you reserve a table for seven of us next Saturday?", "food", "book"),
        ("I'd like my beard trimmed on Thursday, can I get an appointment?", "beauty", "book"),
        ("please cancel my reservation for tonight", "food", "cancel"),
        ("can we move my appointment to Monday?", "beauty", "reschedule"),
        ("when is my appointment again?", "health", "check_booking"),
        ("do you have anything free tomorrow evening?", "food", "ask_availability"),
        ("I want to order two pepperoni pizzas for delivery", "food", "order"),
        ("where's my food? it should be here by now", "food", "order_status"),
        ("what time do you close on Sundays?", "food", "ask_hours"),
        ("how much is a manicure?", "beauty", "ask_price"),
        ("is there gluten in the soup?", "food", "ask_allergen"),
        ("what's your address?", "food", "ask_location"),
        ("where can I park my car?", "food", "ask_parking"),
        ("do you take credit cards?", "food", "ask_payment"),
        ("my steak was cold and nobody apologised, this is unacceptable", "food", "complain"),
        ("is my car ready to be picked up?", "automotive", "ask_repair_status"),
        ("do you accept my insurance?", "health", "ask_insurance"),
    ],
)
def test_detect_reads_what_a_customer_wants(text: str, category: str, intent: str) -> None:
    assert names(text, category)[0] == intent


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("nous serons seize samedi à 18h45", "fr"),
        ("nous serons quatorze jeudi à 19h15", "fr"),
        ("seremos once el domingo a las 14:30", "es"),
        ("wir sind zu neunt am mittwoch um 18 uhr", "de"),
        ("saremo in dodici giovedì alle 21", "it"),
        ("somos onze na quarta às 19h", "pt"),
        ("we'll be eleven on thursday at 7:15pm", "en"),
        ("i have no reservation, can 4 of us come", "en"),
        ("we've not reserved anything, could five of us come tonight?", "en"),
        ("je n'ai rien réservé, on peut venir à cinq ce soir ?", "fr"),
        ("no tenemos nada reservado, ¿podemos ir cinco esta noche?", "es"),
        ("non abbiamo prenotato niente, possiamo venire in cinque?", "it"),
        ("não temos nada reservado, podemos ir cinco?", "pt"),
        ("wir haben nichts reserviert, können wir zu fünft kommen?", "de"),
    ],
)
def test_detect_reads_a_wish_to_book_in_who_comes_and_when_and_in_having_booked_nothing(text: str, locale: str) -> None:
    assert names(text, locale=locale)[0] == "book"


@pytest.mark.parametrize(
    ("text", "locale", "intent"),
    [
        ("i can't come on thursday after all", "en", "cancel"),
        ("on ne peut pas venir jeudi, annulez s'il vous plaît", "fr", "cancel"),
        ("vous êtes ouverts jeudi à 19h15 ?", "fr", "ask_hours"),
        ("seid ihr am mittwoch um 18 uhr noch offen?", "de", "ask_hours"),
    ],
)
def test_detect_still_reads_who_cancels_and_who_asks_for_the_hours(text: str, locale: str, intent: str) -> None:
    assert names(text, locale=locale)[0] == intent


@pytest.mark.parametrize(
    ("text", "locale", "intent"),
    [
        ("quiero reservar una mesa para mañana", "es", "book"),
        ("necesito cancelar la reserva", "es", "cancel"),
        ("je souhaite réserver une table pour six", "fr", "book"),
        ("à quelle heure fermez-vous le samedi ?", "fr", "ask_hours"),
        ("ich möchte meinen Termin absagen", "de", "cancel"),
        ("wo kann ich bei Ihnen parken?", "de", "ask_parking"),
        ("vorrei prenotare un tavolo per tre", "it", "book"),
        ("quanto costa un taglio di capelli?", "it", "ask_price"),
        ("queria cancelar a minha reserva", "pt", "cancel"),
        ("quanto custa o menu?", "pt", "ask_price"),
    ],
)
def test_detect_reads_other_languages(text: str, locale: str, intent: str) -> None:
    assert names(text, "food", locale=locale)[0] == intent
    assert names(text, "food", locale="en")[0] == intent


@pytest.mark.parametrize(
    "text", ["what is the capital of Peru?", "write an essay about the French revolution", "who discovered penicillin"]
)
def test_detect_says_when_nothing_offered_fits(text: str) -> None:
    assert names(text)[0] == "out_of_scope"


def test_detect_finds_several_intents_in_one_message() -> None:
    found = names("Hi! I'd like to book a table for two tomorrow, and do you have parking?")

    assert set(found) >= {"book", "ask_parking"}
    assert found.index("book") < found.index("greet")


@pytest.mark.parametrize("text", ["can I speak to a real person?", "HUMAN please", "quiero hablar con una persona"])
def test_detect_hears_the_wish_for_a_person(text: str) -> None:
    assert names(text)[0] == "ask_human"


@pytest.mark.parametrize("text", ["yes please", "sounds good", "sí", "oui, merci", "Ja!", "va bene", "ok"])
def test_detect_hears_yes(text: str) -> None:
    assert names(text)[0] == "affirm"


@pytest.mark.parametrize("text", ["no thanks", "nope", "nein danke", "non merci", "não"])
def test_detect_hears_no(text: str) -> None:
    assert names(text)[0] == "deny"


def test_detect_takes_owner_commands_only_on_the_dashboard() -> None:
    assert names("we are closed next Monday", flow="dashboard")[0] == "owner_change_hours"
    assert not [name for name in names("we are closed next Monday") if name.startswith("owner_")]


def test_detect_puts_what_the_owner_taught_before_its_own() -> None:
    taught = train(
        [
            (text, "cooking_class")
            for text in ("do you teach pasta making", "i want a cooking class", "cooking lessons?")
        ]
    )

    assert names("when is the next cooking class?", taught=taught)[0] == "cooking_class"


def test_detect_says_why() -> None:
    (first, *_) = detect("please cancel my reservation", category="food", flow="dedicated", locale="en")

    assert first.why


def test_detect_all_reads_as_detect_does() -> None:
    texts = ["book a table", "where are you", "no thanks"]

    together = detect_all(texts, category="food", flow="dedicated", locale="en")

    assert [found[0].name for found in together] == [names(text)[0] for text in texts]


@pytest.mark.parametrize("text", ["", " ", "?!", "x" * 10_000, "and " * 2_500])
def test_detect_is_never_empty(text: str) -> None:
    assert detect(text, category="food", flow="dedicated", locale="en")


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "do you have anything on Friday 11 December?", "do you have anything on 9 October?"),
        ("en", "table for 4 on sat at half past seven", "table for twenty-six on 14/2 at 8pm"),
        ("en", "can I come in two weeks", "can I come the day after tomorrow"),
        ("en", "cancel ABC-123, my mail is a@b.com", "cancel K7F-2QM, my mail is joe.x+y@mail.co.uk"),
        ("es", "mesa para cuatro el viernes 11 de diciembre a las ocho y media", "mesa para dos mañana a las 21:00"),
        ("fr", "une table pour six vendredi à 20h30", "une table pour deux le 3 mars à 19h"),
        ("de", "Tisch für vier am 20. Januar um halb neun", "Tisch für zwei nächste Woche um 14 Uhr"),
        ("it", "tavolo per quattro venerdì alle otto e mezza", "tavolo per due il 3 marzo alle 21"),
        ("pt", "mesa para quatro na sexta às nove", "mesa para dois daqui a duas semanas às 20h"),
    ],
)
def test_values_do_not_change_what_the_intent_is_read_from(language: str, first: str, second: str) -> None:
    assert masked(first, language) == masked(second, language)


@pytest.mark.parametrize(
    ("language", "text"), [("it", "sei un robot?"), ("en", "may i ask one thing"), ("fr", "un neuf")]
)
def test_words_that_are_no_values_stay(language: str, text: str) -> None:
    assert masked(text, language) == text


def test_gloss_reads_front_desk_words_in_english() -> None:
    assert gloss("quiero cancelar mi cita", "es") == "i want cancel my appointment"
    assert gloss("¿funciona el timbre?", "es") == gloss("funziona il campanello?", "it")
    assert gloss("zzz", "es") == ""
    assert gloss("please cancel", "en") == ""


def test_builtin_weights_belong_to_the_encoder_in_use() -> None:
    from encoding.files import fingerprint

    assert builtin().encoder == fingerprint()
    assert builtin().sentences == builtin_sentences.fingerprint()
