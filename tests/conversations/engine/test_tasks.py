"""Open tasks are a stack: digressions are answered, second wishes wait, every task has an exit."""

from __future__ import annotations

import pytest

from tests.conversations.engine.talking import MemoryTalk, restaurant, salon


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("wait is there parking?", "parking"),
        ("hang on whats the address", "Via Roma 1"),
        ("can i pay by card?", "Card"),
        ("how much is the carbonara", "14.50"),
        ("wo seid ihr genau?", "Via Roma 1"),
        ("où êtes-vous ?", "Via Roma 1"),
    ],
)
def test_question_in_between_is_answered_and_the_task_goes_on(question: str, told: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say("a table for 2 people on Friday 4 December at 20:00")
    reply = talk.say(question)
    assert told in reply
    assert talk.needs == ["name"]
    talk.until_read_back()
    talk.say("yes")
    assert len(talk.booked) == 1


@pytest.mark.parametrize(
    "text",
    [
        "i need a full colour on friday 4 december at 10am and then a beard trim for my husband that same day at 3pm",
        "haircut friday 4 december 10:00 and a beard trim at 15:00 pls",
        "can you book a haircut on friday 4 december at 10am and also a full colour that day at 3pm",
    ],
)
def test_second_wish_of_a_message_waits_its_turn(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    for line in ("Anna Rossi", "anna@example.com", "yes"):
        talk.say(line)
    for _turn in range(3):
        if len(talk.booked) < 2:
            talk.say("Ben Rossi" if "name" in talk.needs else "yes")
    assert [f"{each.starts_at:%d %H:%M}" for each in talk.booked] == ["04 10:00", "04 15:00"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "appointment tomorrow",
        "termin morgen",
        "can we come next friday at 8pm",
        "vorrei prenotare per domani",
        "tavolo domani alle 20",
    ],
)
def test_wish_for_a_booking_asks_for_no_reference(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say(text)
    assert "reference" not in talk.needs
    assert talk.memory["tasks"]


@pytest.mark.parametrize(
    "text",
    [
        "no i want a new appointment",
        "it's a new booking",
        "no no, ich möchte neu buchen",
        "è una prenotazione nuova",
        "no, es una reserva nueva",
        "non, une nouvelle réservation",
    ],
)
def test_change_has_an_exit_to_a_new_booking(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say("I want to change my booking")
    assert "reference" in talk.needs
    talk.say(text)
    assert "reference" not in talk.needs
    assert talk.memory["tasks"][0]["kind"] == "book"


@pytest.mark.parametrize("text", ["forget it", "never mind", "vergiss es", "laisse tomber", "lascia perdere", "déjalo"])
def test_what_is_arranged_is_let_go(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say("a table for 2 people on Friday 4 December at 20:00")
    talk.say(text)
    assert talk.memory["tasks"] == []
    assert talk.booked == []


@pytest.mark.parametrize(
    "text",
    [
        "I don't have the reference",
        "lost it sorry",
        "die Nummer habe ich nicht",
        "je ne l'ai pas",
        "no la tengo",
        "non ce l'ho",
    ],
)
def test_lost_reference_leads_to_a_person(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say("I want to cancel my booking")
    talk.say(text)
    assert talk.needs == ["person"]
    talk.say("yes please")
    assert talk.repository.handed_off


@pytest.mark.parametrize(
    "text",
    [
        "I don't remember what time I booked, the reference is K7F-2QM",
        "non mi ricordo più a che ora ho prenotato, il codice è K7F-2QM",
        "ich weiß nicht mehr, wann ich gebucht habe, Nummer K7F-2QM",
        "je ne sais plus quand j'ai réservé, référence K7F-2QM",
    ],
)
def test_reference_that_is_given_is_not_lost(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say(text)
    assert {"phone", "email"} <= set(talk.needs)


@pytest.mark.parametrize(
    "text",
    [
        "5 of us on friday 19:30, ok?", "there will be four of us on Saturday at 8pm, alright?",
        "somos cuatro el sábado a las 20:30, ¿vale?", "on est quatre samedi à 20h30, d'accord ?",
        "siamo in quattro sabato alle 20:30, va bene?",
        "any chance of squeezing two of us in on monday at 8:15pm? Nothing fancy, just pasta and a glass of wine",
    ],
)  # fmt: skip
def test_how_many_come_and_when_wishes_for_a_table(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say(text)
    assert talk.needs == ["name"], talk.replies[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a haircut with Maria on friday at 11", "Maria"),
        ("Haarschnitt bei Frau Klein am Freitag um 11", "Frau Klein"),
        ("corte con Juana el viernes a las 11", "Juana"),
        ("une coupe avec Nathalie vendredi à 11h", "Nathalie"),
    ],
)
def test_person_nobody_is_called_is_said_to_be_unknown(text: str, name: str) -> None:
    talk = MemoryTalk(salon())
    reply = talk.say(text)
    assert name in reply
    assert "Sofia" in reply
    assert talk.needs == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        "two tables: Friday at 19:30 for 2 and Saturday at 20:00 for 6",
        "one for 2 on Friday at 19:30 and one for 6 on Saturday at 20:00",
        "dos reservas: el viernes a las 19:30 para 2 y el sábado a las 20:00 para 6",
        "due tavoli: venerdì alle 19:30 per 2 e sabato alle 20:00 per 6",
        "zwei Tische: Freitag um 19:30 Uhr für 2 und Samstag um 20:00 Uhr für 6",
        "duas mesas: sexta às 19:30 para 2 e sábado às 20:00 para 6",
    ],
)
def test_two_wishes_of_one_message_are_booked_each_at_its_time(text: str) -> None:
    talk = MemoryTalk(restaurant())
    for line in (text, "Anna Rossi", "anna@example.com", "yes", "yes"):
        talk.say(line)
    assert [(f"{kept.starts_at:%a %H:%M}", kept.people) for kept in talk.booked] == [("Fri 19:30", 2), ("Sat 20:00", 6)]
