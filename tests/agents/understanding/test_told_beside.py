"""What is told beside a wish is no wish: since when something hurts, how often one comes, who of the party is small."""

from __future__ import annotations

import pytest

from tests.agents.understanding.reading_room import slots


def said(text: str, name: str, language: str, *requested: str) -> list[object]:
    return [slot.value for slot in slots(text, *requested, language=language) if slot.name == name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my back has been bad since monday, could I come in on friday at 10:00?"),
        ("en", "nobody picked up last saturday, so friday at 10am please"),
        ("en", "we come in every six weeks, friday at 10am would be good"),
        ("de", "seit gestern tropft der hahn, geht freitag um 10 uhr?"),
        ("de", "letzten dienstag war keiner da, bitte freitag um 10 uhr"),
        ("es", "desde ayer hace ruido, ¿puede ser el viernes a las 10?"),
        ("es", "vengo de cuatro en cuatro semanas, el viernes a las 10 me va bien"),
        ("fr", "depuis hier elle fait du bruit, vendredi à 10h c'est possible ?"),
        ("it", "sabato scorso non ha risposto nessuno, facciamo venerdì alle 10"),
        ("it", "vengo di tre in tre mesi, venerdì alle 10 andrebbe bene"),
        ("pt", "desde ontem que pinga, pode ser sexta às 10?"),
        ("pt", "venho de três em três meses, sexta às 10 dava-me jeito"),
    ],
)
def test_only_the_day_that_is_wished_for_is_a_date(language: str, text: str) -> None:
    (day,) = said(text, "date", language)
    assert isinstance(day, str)
    assert said(text, "time", language) in (["10:00"], [None])


@pytest.mark.parametrize(("language", "text"), [("en", "from monday on I am free"), ("de", "ab montag kann ich immer")])
def test_an_open_stretch_alone_is_a_wish(language: str, text: str) -> None:
    assert len(said(text, "date", language)) == 1


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("en", "there will be 14 of us, including 3 kids", 14),
        ("de", "wir sind 14 personen, davon 3 kinder", 14),
        ("es", "seremos 14, incluidos 3 niños", 14),
        ("fr", "nous serons 14, dont 3 enfants", 14),
        ("it", "saremo in 14, di cui 3 bambini", 14),
        ("pt", "seremos 14, incluindo 3 crianças", 14),
        ("en", "four adults and two kids", 6),
    ],
)
def test_who_is_counted_already_is_not_the_party(language: str, text: str, people: int) -> None:
    assert said(text, "people", language, "people") == [people]


@pytest.mark.parametrize("text", ["it's a 3 bed house, tuesday at 9am", "a 5 door car, tuesday at 9am", "a 2 bed flat"])
def test_a_number_of_things_is_no_party(text: str) -> None:
    assert not said(text, "people", "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "oh shoot, that's my day at the office. thursday at the same time?"),
        ("en", "one more thing, do you take cards?"),
        ("de", "Ach du Schreck, da muss ich ja arbeiten. Ginge auch Donnerstag?"),
        ("de", "Tja, da bin ich verreist. Ginge auch Donnerstag?"),
        ("de", "Kleine Frage noch: gibt es bei euch Parkplätze in der Nähe?"),
        ("es", "Madre mía, ese día trabajo. ¿Podría ser el jueves?"),
        ("es", "Una cosita: ¿se puede pagar con tarjeta ahí?"),
        ("fr", "Mince alors, je travaille ce jour-là. Jeudi plutôt ?"),
        ("fr", "Petite question, est-ce qu'on peut se garer facilement ?"),
        ("it", "Accidenti, quel giorno lavoro. Si può fare giovedì?"),
        ("it", "Una domandina: si può pagare con la carta da voi?"),
        ("pt", "Desculpe lá, nesse dia trabalho. Pode ser na quinta?"),
        ("pt", "Só uma dúvida: dá para pagar com cartão aí?"),
    ],
)
def test_a_cry_or_a_question_put_for_an_answer_is_no_name(language: str, text: str) -> None:
    assert not said(text, "name", language, "name")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("it", "Domenico Sabato", "Domenico Sabato"),
        ("de", "Peter Montag", "Peter Montag"),
        ("pt", "Domingos Ferreira", "Domingos Ferreira"),
        ("en", "Tom, and could we have a high chair please?", "Tom"),
        ("en", "Nakamura, and could we have a high chair please?", "Nakamura"),
        ("de", "Yıldız, und wir bräuchten einen Platz für den Kinderwagen", "Yıldız"),
        ("fr", "Lefèvre, et on aimerait une table au calme si possible", "Lefèvre"),
    ],
)
def test_a_name_is_one_though_it_says_a_day_or_more_is_said(language: str, text: str, name: str) -> None:
    assert said(text, "name", language, "name") == [name]
    assert not said(text, "date", language, "name")


@pytest.mark.parametrize(("language", "text"), [("it", "sabato sera"), ("de", "Montag früh"), ("en", "Friday evening")])
def test_a_day_is_a_day_though_a_name_was_asked_for(language: str, text: str) -> None:
    assert not said(text, "name", language, "name")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "our train is delayed, could we move it to 20:15 on the same day?"),
        ("de", "unser Zug hat Verspätung, könnten wir es auf 20:15 verlegen?"),
        ("pt", "o nosso voo atrasou, dava para passar para as 20:15 no mesmo dia?"),
        ("es", "el tren trae retraso, ¿se puede cambiar a las 20:15?"),
    ],
)
def test_the_hour_something_is_moved_to_is_one_in_a_question(language: str, text: str) -> None:
    assert said(text, "time", language) == ["20:15"]
