"""Who comes is told by name, what is done by what belongs to it, and words that are words are no mistakes."""

from __future__ import annotations

import pytest

from agents.understanding.keywords import subject
from agents.understanding.slots.spelling import Speller
from agents.understanding.slots.terms import described, lexicon
from agents.understanding.types import Term, Vocabulary
from tests.agents.understanding.reading_room import slots


def said(text: str, name: str, language: str, *requested: str) -> list[object]:
    return [slot.value for slot in slots(text, *requested, language=language) if slot.name == name]


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("en", "a table on friday for me, Priya and my two boys", 4),
        ("en", "it would be me, my in-laws and a baby", 4),
        ("es", "vamos mis suegros, mi hermana y yo, y las tres niñas", 7),
        ("fr", "il y aurait mes beaux-parents, mon frère et moi", 4),
        ("it", "saremmo i miei nonni, mia sorella e io", 4),
        ("de", "meine Schwiegereltern, meine Tochter und ich kommen", 4),
        ("pt", "vamos eu e a minha irmã", 2),
        ("it", "siamo in 3 più una bambina", 4),
    ],
)
def test_who_is_told_by_name_is_counted(language: str, text: str, people: int) -> None:
    assert said(text, "people", language) == [people]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a table for four, no wait, five on friday"),
        ("de", "wir sind vier, ach nein, fünf"),
        ("es", "somos cuatro, perdón, cinco"),
        ("fr", "on sera quatre, attendez, cinq"),
        ("it", "siamo in quattro, anzi cinque"),
        ("pt", "somos quatro, desculpa, cinco"),
    ],
)
def test_a_number_put_right_at_once_is_the_party(language: str, text: str) -> None:
    assert said(text, "people", language)[-1] == 5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "it's me and the kids"),
        ("it", "io, mia moglie e i bambini"),
        ("en", "could you ring me, Dave?"),
    ],
)
def test_of_whom_nobody_said_how_many_they_are_is_not_counted(language: str, text: str) -> None:
    assert said(text, "people", language) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "j'ai une soirée samedi"),
        ("fr", "je n'ai qu'une matinée de libre"),
        ("es", "tengo solo una tarde libre"),
        ("it", "ho una serata importante"),
        ("pt", "só tenho uma tarde livre"),
    ],
)
def test_the_article_of_an_evening_is_no_hour(language: str, text: str) -> None:
    assert not {"01:00", "13:00"} & {value for value in said(text, "time", language) if isinstance(value, str)}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Wójcik, Vorname Katarzyna", "de", "Katarzyna Wójcik"),
        ("Dell'Orto, nome Anna Maria", "it", "Anna Maria Dell'Orto"),
        ("Le Guen, prénom Yann", "fr", "Yann Le Guen"),
        ("Zubiri, nombre Ainhoa", "es", "Ainhoa Zubiri"),
    ],
)
def test_the_last_name_may_come_first(text: str, language: str, name: str) -> None:
    assert said(text, "name", language, "name") == [name]


def test_what_is_changed_into_what_is_no_name() -> None:
    assert said("von Sommer auf Winter umstecken, alle vier", "name", "de") == []
    assert said("bitte auf Winter, Jana Winter", "name", "de") != []


SERVICES = described(
    (Term("1", "Haircut", ("taglio", "coupe", "Schneiden")), Term("2", "Blow-dry", ("piega", "brushing", "Föhnen"))),
    ("Wash, cut and blow-dry.", "For tonight."),
)


@pytest.mark.parametrize(
    ("language", "text", "keys"),
    [
        ("it", "vorrei taglio e piega", ["1"]),
        ("fr", "une coupe avec brushing", ["1"]),
        ("fr", "un brushing + une coupe", ["1"]),
        ("de", "Schneiden, Föhnen", ["1"]),
        ("en", "a haircut n blow dry", ["1"]),
        ("en", "haircut + blow-dry", ["1"]),
        ("it", "solo una piega", ["2"]),
        ("fr", "une coupe pour moi à dix heures et un brushing pour ma fille", ["1", "2"]),
    ],
)
def test_a_service_that_is_done_with_another_is_the_other(language: str, text: str, keys: list[str]) -> None:
    found = slots(text, language=language, vocabulary=Vocabulary(services=SERVICES))
    assert [slot.value for slot in found if slot.name == "service"] == keys


def test_a_cut_is_not_part_of_the_cut_that_is_named_after_it() -> None:
    named = (Term("1", "Haircut", ("cut",)), Term("3", "Men's cut"))
    found = described(named, ("", "Scissor or clipper cut."))
    assert [term.includes for term in found] == [frozenset(), frozenset()]
    assert lexicon(Vocabulary(services=found)).find("men's cut")[0].keys == ("3",)


@pytest.mark.parametrize("word", ["escola", "there", "killing", "school", "friend"])
def test_a_word_of_some_language_is_no_mistake(word: str) -> None:
    assert Speller(["escova", "three", "filling", "schoolz", "friends"]).near(word) == {}


def test_a_mistake_is_one() -> None:
    assert set(Speller(["detartrage", "haircut"]).near("detartarge")) == {"detartrage"}
    assert set(Speller(["detartrage", "haircut"]).near("hiarcut")) == {"haircut"}


@pytest.mark.parametrize(
    ("intent", "language", "text"),
    [
        ("ask_price", "it", "e quanto mi viene a costare?"),
        ("ask_price", "es", "¿y cuánto se cobra por eso?"),
        ("ask_price", "pt", "e quanto custa isso?"),
        ("ask_price", "fr", "ça coûte combien ?"),
    ],
)
def test_what_any_question_of_the_kind_says_is_not_what_it_is_about(intent: str, language: str, text: str) -> None:
    assert subject(text, intent, language) == ""


@pytest.mark.parametrize(
    ("intent", "language", "text", "about"),
    [("ask_price", "en", "how much is a whitening?", "whitening"), ("ask_menu", "en", "got any lasagna?", "lasagna")],
)
def test_what_is_asked_for_is(intent: str, language: str, text: str, about: str) -> None:
    assert about in subject(text, intent, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "não é Haircut, é Blow-dry"),
        ("es", "no es Haircut, es Blow-dry"),
        ("it", "non è Haircut, è Blow-dry"),
        ("fr", "c'est pas Haircut, c'est Blow-dry"),
        ("de", "es ist nicht Haircut, sondern Blow-dry"),
    ],
)
def test_what_it_is_not_is_turned_down(language: str, text: str) -> None:
    found = slots(text, language=language, vocabulary=Vocabulary(services=SERVICES))
    named = [(slot.value, slot.role) for slot in found if slot.name == "service"]
    assert named == [("1", "rejected"), ("2", "correction")]
