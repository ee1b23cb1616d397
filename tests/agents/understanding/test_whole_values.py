"""One token is one value: numbers, contact details and hours are read whole or not at all."""

from __future__ import annotations

from datetime import date, time

import pytest

from agents.understanding.engine import understand
from agents.understanding.types import Anchor
from tests.agents.understanding.reading_room import context, slots, values

BOOKED = Anchor(date(2026, 12, 11), time(19, 30))


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("en", "Thirty-two people", 32),
        ("en", "twenty-one of us", 21),
        ("en", "we are twenty-four", 24),
        ("en", "a party of one hundred and ten", 110),
        ("en", "forty five guests on friday", 45),
        ("de", "wir sind einundzwanzig", 21),
        ("de", "für zweiunddreißig Personen", 32),
        ("de", "für 7 am Freitag", 7),
        ("es", "somos veintidós", 22),
        ("es", "treinta y dos personas", 32),
        ("es", "mesa pa 6 el viernes", 6),
        ("fr", "nous sommes vingt-deux", 22),
        ("fr", "trente-deux personnes", 32),
        ("fr", "pour 6 vendredi à 20h", 6),
        ("it", "siamo ventidue", 22),
        ("it", "trentadue persone", 32),
        ("it", "per sette venerdì", 7),
        ("it", "una festa di 9", 9),
        ("pt", "somos vinte e dois", 22),
        ("pt", "trinta e duas pessoas", 32),
        ("pt", "para 6 na sexta às 20h", 6),
    ],
)
def test_party_is_read_whole(language: str, text: str, people: int) -> None:
    assert values(text, language=language)["people"] == people


@pytest.mark.parametrize(
    ("language", "text", "either"),
    [
        ("en", "3 4 of us", (3, 4)),
        ("en", "six or seven people", (6, 7)),
        ("en", "table for 8/9 on friday", (8, 9)),
        ("en", "5-6 guests", (5, 6)),
        ("en", "we are 10 to 12 people", (10, 12)),
        ("de", "wir sind 3 4 Leute", (3, 4)),
        ("de", "fünf oder sechs Personen", (5, 6)),
        ("es", "somos 6 o 7", (6, 7)),
        ("es", "3 4 personas", (3, 4)),
        ("fr", "on sera 6 ou 7", (6, 7)),
        ("fr", "cinq ou six personnes", (5, 6)),
        ("it", "siamo in 6 o 7", (6, 7)),
        ("it", "cinque o sei persone", (5, 6)),
        ("pt", "somos 6 ou 7", (6, 7)),
        ("pt", "cinco ou seis pessoas", (5, 6)),
    ],
)
def test_two_numbers_are_asked_about_and_never_added(language: str, text: str, either: tuple[int, int]) -> None:
    (slot,) = [slot for slot in slots(text, language=language) if slot.name == "people"]
    assert (slot.value, slot.alternatives) == (None, either)
    assert "time" not in values(text, language=language)


@pytest.mark.parametrize(("text", "people"), [("2 adults and 1 child", 3), ("me and 4 others", 5)])
def test_people_joined_by_and_are_still_added(text: str, people: int) -> None:
    assert values(text, "people")["people"] == people


@pytest.mark.parametrize(
    ("text", "day"),
    [("weds 10 pls", "2026-11-25"), ("a trim friday 5 pls", "2026-11-27"), ("thurs 9.30", "2026-11-26")],
)
def test_hour_typed_beside_its_day_is_no_party(text: str, day: str) -> None:
    found = values(text)
    assert found["date"] == day
    assert "time" in found
    assert "people" not in found


def test_day_typed_short_counts_beside_an_hour() -> None:
    found = values("tmrw at 2pm")
    assert (found["date"], found["time"]) == ("2026-11-22", "14:00")


def test_party_after_its_day_is_no_hour() -> None:
    found = values("friday for 3 then")
    assert (found["date"], found["people"]) == ("2026-11-27", 3)
    assert "time" not in found


@pytest.mark.parametrize("text", ["32/12", "31/11", "30 feb", "the 31st of june", "13/13"])
def test_day_that_does_not_exist_is_a_date_without_a_value(text: str) -> None:
    (slot,) = [slot for slot in slots(f"a table for two on {text}") if slot.name == "date"]
    assert (slot.value, slot.alternatives) == (None, ())
    assert text in slot.text


def test_hour_said_with_a_day_that_does_not_exist_is_kept() -> None:
    found = values("a table for two on 31/11 at 8pm")
    assert found["date"] is None
    assert found["time"] == "20:00"


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("it's niamh.o'shea+work@example.com", "niamh.o'shea+work@example.com"),
        ("A.B_c-d@mail.example.co.uk please", "a.b_c-d@mail.example.co.uk"),
        ("jo{tag}@example.org", "jo{tag}@example.org"),
        ("write to d'angelo@example.it", "d'angelo@example.it"),
        ("müller@example.de", "müller@example.de"),
    ],
)
def test_email_is_whole(text: str, email: str) -> None:
    assert values(text)["email"] == email


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("07700 900140 ext 12", "07700 900140 ext 12"),
        ("+44 20 7946 0018 extension 204 please", "+44 20 7946 0018 extension 204"),
        ("030 5550145 Durchwahl 17", "030 5550145 Durchwahl 17"),
        ("020 7946 0018 x77", "020 7946 0018 x77"),
        ("call 020 7946 0018, ext. 9", "020 7946 0018, ext. 9"),
    ],
)
def test_extension_belongs_to_its_number(text: str, said: str) -> None:
    (slot,) = [slot for slot in slots(text, "phone") if slot.name == "phone"]
    assert slot.text == said
    assert not {"people", "time"} & values(text, "phone").keys()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1-800-PLUMBER", "+18007586237"),
        ("1 888 GOTHAIR", "+18884684247"),
        ("+1-877-KITCHEN", "+18775482436"),
        ("0800 PLUMB24", None),
    ],
)
def test_number_in_letters_is_that_number_wherever_the_business_is(text: str, number: str | None) -> None:
    found = values(text, "phone")
    assert number is None or found["phone"] == number
    assert "time" not in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "is parking free after 6pm?"),
        ("en", "is there live music at 9pm"),
        ("en", "do you charge corkage after 8pm?"),
        ("en", "do kids eat free before 6pm?"),
        ("en", "does the street get noisy after 10pm?"),
        ("de", "ist das Parken nach 18 Uhr kostenlos?"),
        ("de", "gibt es nach 22 Uhr noch Busse?"),
        ("es", "¿el aparcamiento es gratis después de las 20:00?"),
        ("es", "¿hay música a las 22:00?"),
        ("fr", "le parking est gratuit après 20h ?"),
        ("fr", "il y a un bus après 22h ?"),
        ("it", "il parcheggio è gratis dopo le 20?"),
        ("it", "c'è musica alle 22?"),
        ("pt", "o estacionamento é grátis depois das 20h?"),
        ("pt", "tem música às 22h?"),
    ],
)
def test_hour_in_a_question_about_something_else_is_not_booked(language: str, text: str) -> None:
    assert "time" not in values(text, language=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "are you free at 8pm?"),
        ("en", "is 8pm possible?"),
        ("en", "is a haircut possible at 8pm?"),
        ("en", "do you have anything at 8pm?"),
        ("en", "is Ana in at 8pm?"),
        ("en", "table for 4 at 8pm, is there parking?"),
        ("de", "ist um 20 Uhr noch ein Tisch frei?"),
        ("de", "geht auch 20 Uhr?"),
        ("es", "¿hay mesa a las 20:00?"),
        ("es", "¿tenéis algo a las 20:00?"),
        ("fr", "vous avez une table à 20h ?"),
        ("fr", "20h c'est possible ?"),
        ("it", "avete posto alle 20?"),
        ("it", "alle 20 va bene?"),
        ("pt", "tem mesa às 20h?"),
        ("pt", "às 20h é possível?"),
    ],
)
def test_hour_in_a_question_for_a_place_is_booked(language: str, text: str) -> None:
    assert values(text, language=language)["time"] == "20:00"


@pytest.mark.parametrize(
    "text", ["for the third time, is there a lift?", "the second time my car broke down", "for the first time"]
)
def test_how_often_something_happened_is_no_choice(text: str) -> None:
    assert "choice" not in values(text)


@pytest.mark.parametrize(("text", "value"), [("the second time works", 2), ("the first time please", 1)])
def test_place_of_a_time_on_offer_is_a_choice(text: str, value: int) -> None:
    assert values(text)["choice"] == value


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "any day except monday", "2026-11-23"),
        ("en", "every day but sunday", "2026-11-22"),
        ("en", "any evening apart from friday", "2026-11-27"),
        ("de", "jeden Tag außer Montag", "2026-11-23"),
        ("es", "cualquier día menos el lunes", "2026-11-23"),
        ("fr", "tous les jours sauf le lundi", "2026-11-23"),
        ("it", "qualsiasi giorno tranne lunedì", "2026-11-23"),
        ("pt", "qualquer dia exceto segunda", "2026-11-23"),
    ],
)
def test_day_that_is_excepted_is_turned_down(language: str, text: str, day: str) -> None:
    found = [(slot.value, slot.role) for slot in slots(text, language=language) if slot.name == "date"]
    assert found == [(day, "rejected")]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "could we do the day after instead, same time", {"date": "2026-12-12", "time": "19:30"}),
        ("en", "can you push it to sunday, an hour later", {"date": "2026-12-13", "time": "20:30"}),
        ("en", "that day at 6pm", {"date": "2026-12-11", "time": "18:00"}),
        ("de", "ach nein, einen Tag früher, gleiche Uhrzeit", {"date": "2026-12-10", "time": "19:30"}),
        ("es", "mejor al día siguiente, a la misma hora", {"date": "2026-12-12", "time": "19:30"}),
        ("fr", "plutôt le lendemain, à la même heure", {"date": "2026-12-12", "time": "19:30"}),
        ("it", "meglio il giorno dopo, stessa ora", {"date": "2026-12-12", "time": "19:30"}),
        ("pt", "melhor no dia seguinte, na mesma hora", {"date": "2026-12-12", "time": "19:30"}),
    ],
)
def test_what_hangs_on_the_booking_talked_about_is_reckoned_from_it(
    language: str, text: str, expected: dict[str, object]
) -> None:
    found = values(text, language=language, anchor=BOOKED)
    assert {name: found.get(name) for name in ("date", "time")} == expected
    assert "choice" not in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the day after"),
        ("en", "an hour later"),
        ("en", "same time"),
        ("de", "einen Tag später"),
        ("de", "gleiche Uhrzeit"),
        ("es", "al día siguiente"),
        ("fr", "le lendemain"),
        ("it", "un'ora dopo"),
        ("pt", "uma semana depois"),
    ],
)
def test_what_hangs_on_nothing_says_no_day_and_no_hour(language: str, text: str) -> None:
    assert not {"date", "time", "choice"} & values(text, language=language).keys()


def test_hour_beside_a_day_that_hangs_on_nothing_stands() -> None:
    found = values("the day after at 8pm")
    assert found["time"] == "20:00"
    assert "date" not in found


@pytest.mark.parametrize("text", ["can we move that to 9", "could you push it to nine", "shift it to 9 please"])
def test_number_a_booking_is_moved_to_is_an_hour(text: str) -> None:
    (slot,) = [slot for slot in slots(text, anchor=BOOKED) if slot.name == "time"]
    assert slot.alternatives == ("09:00", "21:00")
    assert "people" not in values(text, anchor=BOOKED)


def test_lone_number_is_an_hour_where_parties_are_hardly_counted_and_a_party_where_they_are() -> None:
    assert "people" not in values("make it 5 instead", anchor=BOOKED, category="beauty")
    assert "time" in values("make it 5 instead", anchor=BOOKED, category="beauty")
    assert values("make it 5 instead", anchor=BOOKED)["people"] == 5


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "my number is 0171 5550158 now"),
        ("de", "meine Nummer ist jetzt 0171 5550158"),
        ("es", "mi número es ahora +34 655 550 166"),
        ("fr", "mon numéro est maintenant +33 6 12 55 01 36"),
        ("it", "il mio numero adesso è +39 347 555 0154"),
        ("pt", "meu número agora é +351 912 345 678"),
    ],
)
def test_now_beside_a_number_to_call_is_no_day(language: str, text: str) -> None:
    found = values(text, language=language)
    assert "phone" in found
    assert not {"date", "time"} & found.keys()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "friday in the afternoon, say 3.30"),
        ("de", "am Freitag nachmittag, sagen wir um halb vier"),
        ("es", "el viernes por la tarde, digamos a las 3:30"),
        ("fr", "vendredi après-midi, disons 15h30"),
        ("it", "venerdì pomeriggio, diciamo alle 15:30"),
        ("pt", "sexta à tarde, digamos às 15h30"),
    ],
)
def test_hour_after_its_part_of_the_day_is_one_moment(language: str, text: str) -> None:
    found = values(text, language=language)
    assert (found["date"], found["time"]) == ("2026-11-27", "15:30")


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("de", "am Tag davor", "2026-12-10"),
        ("en", "the day before", "2026-12-10"),
        ("fr", "la veille", "2026-12-10"),
        ("it", "il giorno prima", "2026-12-10"),
        ("es", "el día antes", "2026-12-10"),
        ("pt", "no dia antes", "2026-12-10"),
    ],
)
def test_few_words_are_read_in_the_language_of_the_conversation(locale: str, text: str, expected: str) -> None:
    found = understand(text, context(locale=locale, anchor=BOOKED)).slots
    assert [slot.value for slot in found if slot.name == "date"] == [expected]
