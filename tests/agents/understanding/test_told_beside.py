"""What is told beside a wish is no wish: since when something hurts, how often one comes, who of the party is small."""

from __future__ import annotations

import pytest

from agents.understanding.allergens import allergens_in
from agents.understanding.engine import understand
from agents.understanding.types import Context
from tests.agents.understanding.reading_room import NOW, ZONE, slots


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
        ("en", "I haven't been in two years, oops. Could I come on friday at 10:00?"),
        ("de", "hab seit gestern Abend fiese Zahnschmerzen, geht freitag um 10 uhr was?"),
        ("es", "me duele desde ayer por la noche. ¿puede ser el viernes a las 10?"),
        ("fr", "j'ai mal depuis hier soir. vendredi à 10h c'est possible ?"),
        ("it", "mi fa male da ieri sera. venerdì alle 10 andrebbe bene?"),
        ("pt", "dói-me desde ontem à noite. sexta às 10 dava?"),
    ],
)
def test_only_the_day_that_is_wished_for_is_a_date(language: str, text: str) -> None:
    (day,) = said(text, "date", language)
    assert isinstance(day, str)
    assert said(text, "time", language) in (["10:00"], [None])


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("en", "a table for two on 2026-04-12 at 8pm", ["2026-04-12"]),
        ("en", "Please book May 3 2026", ["2026-05-03"]),
        ("de", "einen Tisch für zwei am 12.04.2026", ["2026-04-12"]),
        ("fr", "une table pour deux le 12 avril 2026", ["2026-04-12"]),
        ("pt", "uma mesa para dois a 12/04/2026", ["2026-04-12"]),
        ("es", "nací el 12/04/1980", []),
        ("it", "sono nato il 12 aprile 1980", []),
        ("en", "it has been like that for eight years", []),
    ],
)
def test_a_day_that_is_over_is_one_where_its_year_may_be_mistaken(language: str, text: str, days: list[str]) -> None:
    assert said(text, "date", language) == days


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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "jeudi à 15:00, pour les pneus. Les 4"),
        ("it", "giovedì alle 15:00, è il primo appuntamento"),
        ("it", "giovedì alle 15:00, è il primo controllo che faccio"),
        ("en", "thursday at 15:00 please, it's on the first visit that i get nervous"),
        ("es", "jueves a las 15:00, las ruedas. Las 4"),
        ("pt", "quinta às 15:00, os pneus. Os 4"),
    ],
)
def test_what_is_counted_is_no_day_of_the_month(language: str, text: str) -> None:
    assert len(said(text, "date", language)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "perdón, me equivoqué, es el 1846, no 1864"),
        ("fr", "oh pardon me suis trompée, c'est le 12 pas le 21"),
        ("en", "sorry got that wrong, it's number 18 and not 81"),
        ("de", "ach sorry hab mich vertan, es ist die 18 und nicht die 81"),
        ("it", "scusi mi sono sbagliata, il civico è 15 e non 51"),
        ("pt", "desculpe enganei-me, é o 18 e não o 81"),
    ],
)
def test_who_got_something_wrong_is_not_called_so(language: str, text: str) -> None:
    assert not said(text, "name", language, "name")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("i gotta cancel my tire change saturday, sold the truck", "cancel"),
        ("need to cancel my appointment on friday, broke my leg", "cancel"),
        ("can i move my haircut to friday, babysitter bailed", "reschedule"),
    ],
)
def test_why_something_is_wished_takes_nothing_from_the_wish(text: str, intent: str) -> None:
    context = Context(now=NOW, timezone=ZONE, locale="en", category="automotive")
    assert understand(text, context).intent.name == intent


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("fr", "15:30 au lieu de 14:00, j'ai l'école", "15:30"),
        ("es", "a las 15:30 en vez de a las 14:00", "15:30"),
        ("de", "lieber 15:30 Uhr statt 14:00 Uhr", "15:30"),
        ("it", "alle 15:30 invece che alle 14:00", "15:30"),
        ("pt", "às 15:30 em vez das 14:00", "15:30"),
        ("en", "15:30 instead of 14:00", "15:30"),
    ],
)
def test_what_is_replaced_is_turned_down(language: str, text: str, time: str) -> None:
    found = [(slot.value, slot.role) for slot in slots(text, language=language) if slot.name == "time"]
    assert [value for value, role in found if role != "rejected"] == [time], found


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("de", "wir wären Samstag da, ich, mein mann und die zwei kids", 4),
        ("es", "vamos el sábado, yo, mi marido y dos niños", 4),
        ("it", "saremmo io, mia moglie e tre bambini", 5),
        ("fr", "on serait moi, mon mari et deux enfants", 4),
        ("pt", "somos eu, o meu marido e duas crianças", 4),
        ("de", "zwei kinder und zwei erwachsene", 4),
    ],
)
def test_who_is_named_comes_too(language: str, text: str, people: int) -> None:
    assert said(text, "people", language) == [people]


def test_a_whistle_is_no_fish() -> None:
    assert not allergens_in("mi fischiano i freni", "it")
    assert allergens_in("ich vertrage keinen fischfond", "de") == ("fish",)
    assert allergens_in("bin gegen fisch allergisch", "it") == ("fish",)
