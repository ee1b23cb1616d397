"""Two people, two hours, two questions in one message: each is served, and none is doubled or lost."""

from __future__ import annotations

import pytest

from tests.conversations.engine.talking import MemoryTalk, restaurant, salon


def booked(talk: MemoryTalk) -> list[tuple[str, str]]:
    return [(each.service_name, f"{each.starts_at:%H:%M}") for each in talk.booked]


def arranged(talk: MemoryTalk, *names: str) -> None:
    """Answers what is asked until nothing is."""
    given = iter(names)
    for _ in range(12):
        if "name" in talk.needs:
            talk.say(next(given))
        elif {"phone", "email"} & set(talk.needs):
            talk.say("anna@example.com")
        elif "confirm" in talk.needs:
            talk.say("yes")
        else:
            return


@pytest.mark.parametrize(
    "text",
    [
        "Can you take me and my son on Friday? A haircut for me at 10:00 and a beard trim for him at 12:00",
        "two of us on Friday please: haircut for me at 10:00, and at 12:00 a beard trim for my dad",
    ],
)
def test_two_people_with_a_wish_each_get_two_bookings(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Piero Rossi")
    assert booked(talk) == [("Haircut", "10:00"), ("Beard trim", "12:00")], talk.replies
    assert not talk.needs, talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "On Friday I'd like two haircuts, one for me at 10:00 and one for my daughter at 11:30",
        "am Freitag zwei Haircuts, einen für mich um 10 Uhr und einen für meine Tochter um 11:30 Uhr",
        "el viernes dos haircuts, uno para mí a las 10:00 y otro para mi hija a las 11:30",
        "vendredi deux haircuts, un pour moi à 10h et un pour ma fille à 11h30",
        "venerdì due haircut, uno per me alle 10:00 e uno per mia figlia alle 11:30",
    ],
)
def test_the_hour_of_somebody_else_is_a_booking_of_the_same_kind(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    arranged(talk, "Anna Rossi", "Mia Rossi")
    assert booked(talk) == [("Haircut", "10:00"), ("Haircut", "11:30")], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "oh before I forget, have you got parking there?",
        "ach, bevor ich es vergesse: habt ihr Parkplätze?",
        "ah, antes de que se me olvide, ¿tienen aparcamiento?",
        "ah, avant que j'oublie, vous avez un parking ?",
        "ah, prima che mi dimentichi, avete un parcheggio?",
        "ah, antes que me esqueça, têm estacionamento?",
    ],
)
def test_what_is_not_to_be_forgotten_lets_nothing_go(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say("a table for 2 people on Friday 4 December at 20:00")
    assert talk.needs == ["name"]
    assert "parking" in talk.say(text)
    assert talk.needs == ["name"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "my brother does my colour himself now, so I don't need the appointment on Friday anymore",
        "I can't find the text with the number, but I don't need my haircut on Friday anymore",
        "den Termin am Freitag brauche ich leider doch nicht",
        "ya no necesito la cita del viernes",
        "je n'ai plus besoin du rendez-vous de vendredi",
        "non mi serve più l'appuntamento di venerdì",
        "já não preciso da marcação de sexta",
    ],
)
def test_what_is_no_longer_needed_is_let_go_and_not_booked(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    assert {"phone", "email", "reference"} & set(talk.needs), talk.replies


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what's the price of a full colour, and who does it?", ("95", "Sofia")),
        ("was kostet full colour und habt ihr samstags auch auf?", ("95", "Samstag")),
        ("¿cuánto cuesta el full colour y los sábados abrís?", ("95", "sábado")),
        ("combien coûte full colour, et vous êtes ouverts le samedi ?", ("95", "samedi")),
    ],
)
def test_a_second_question_is_answered_for_itself(text: str, told: tuple[str, str]) -> None:
    reply = MemoryTalk(salon()).say(text)
    assert all(each in reply for each in told), reply


def test_the_price_of_what_is_arranged_is_told_however_it_is_asked() -> None:
    talk = MemoryTalk(salon())
    talk.say("a full colour on Friday at 10:00")
    assert "95" in talk.say("before that, how much is this gonna set me back")
    assert talk.needs == ["name"]
