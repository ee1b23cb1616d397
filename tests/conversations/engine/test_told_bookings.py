"""A booking that is spoken of is found before another is made; a question beside what is arranged changes nothing."""

from __future__ import annotations

import pytest

from tests.conversations.engine.talking import MemoryTalk, restaurant, salon


@pytest.mark.parametrize(
    "text",
    [
        "we've a table booked for friday at 8pm, any chance of 9 instead?",
        "i have an appointment on friday 4 december at 10am, can you make it 2pm the same day",
        "our table on friday at 20:00, could we come at 21:00 instead",
        "wir haben am Freitag um 20 Uhr einen Tisch reserviert, ginge auch 21 Uhr?",
        "mein Tisch am Freitag um 20 Uhr, können wir auf 21 Uhr verschieben?",
        "tenemos mesa el viernes a las 20:00, ¿puede ser a las 21:00 mejor?",
        "on a une table vendredi à 20h, on peut venir à 21h plutôt ?",
        "abbiamo un tavolo prenotato venerdì alle 20, si può fare alle 21?",
        "temos mesa marcada na sexta às 20h, dá para ser às 21h?",
    ],
)
def test_who_tells_of_a_booking_is_asked_which_and_none_is_made(text: str) -> None:
    talk = MemoryTalk(restaurant())
    talk.say(text)
    assert talk.needs == ["reference", "phone", "email"], talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "i have a wedding on saturday, so a haircut on friday 4 december at 10am please",
        "ich hab am Freitag um 10 Zeit für einen Haarschnitt",
        "i have time on friday 4 december at 10am for a haircut",
        "tengo libre el viernes a las 10 para un haircut",
        "tengo el pelo fatal, un haircut el viernes a las 10 por favor",
        "ho la testa che sembra un nido, un haircut venerdì alle 10",
        "tenho o cabelo horrível, um haircut na sexta às 10",
        "wir haben am Samstag Hochzeit, also ein Haircut am Freitag um 10 Uhr bitte",
        "je peux pas venir avant 10h, un haircut vendredi à 10h ?",
        "I have no appointment yet, a haircut on friday 4 december at 10am please",
        "ich habe keinen Termin, ein Haircut am Freitag um 10 Uhr bitte",
    ],
)
def test_who_has_time_or_plans_wishes_for_a_new_one(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    assert "reference" not in talk.needs, talk.replies


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("sorry, i meant the full colour, not the haircut", "Full colour"),
        ("no, the beard trim i meant, not the haircut", "Beard trim"),
        ("mi scusi, intendevo il beard trim, non l'haircut", "Beard trim"),
        ("perdón, quería el full colour, no el haircut", "Full colour"),
        ("Entschuldigung, ich meinte beard trim, nicht haircut", "Beard trim"),
    ],
)
def test_what_was_meant_takes_the_place_of_what_was_not(text: str, replaced: str) -> None:
    talk = MemoryTalk(salon())
    talk.say("a haircut on friday 4 december at 10am")
    for line in (text, "Anna Rossi", "anna@example.com", "yes"):
        talk.say(line)
    assert [each.service_name for each in talk.booked] == [replaced], talk.replies


@pytest.mark.parametrize(
    "question",
    [
        "do you also do a full colour?",
        "oh btw, you guys do beard trims too right?",
        "macht ihr auch full colour?",
        "vous faites aussi la beard trim ?",
        "fate anche il full colour?",
        "also fazem full colour?",
    ],
)
def test_a_question_of_another_service_leaves_what_is_arranged(question: str) -> None:
    talk = MemoryTalk(salon())
    talk.say("a haircut on friday 4 december at 10am")
    for line in (question, "Anna Rossi", "anna@example.com", "yes"):
        talk.say(line)
    assert [each.service_name for each in talk.booked] == ["Haircut"], talk.replies


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("a haircut on friday 4 december at 10am and at 15:00 a beard trim", ["10:00 Haircut", "15:00 Beard trim"]),
        ("haircut friday 4 december 10am, then at 3pm a beard trim", ["10:00 Haircut", "15:00 Beard trim"]),
        (
            "Haircut am Freitag 4. Dezember um 10 Uhr und um 15 Uhr noch ein beard trim",
            ["10:00 Haircut", "15:00 Beard trim"],
        ),
    ],
)
def test_the_hour_before_the_second_service_is_the_second_s(text: str, services: list[str]) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    for line in ("Anna Rossi", "anna@example.com", "yes"):
        talk.say(line)
    for _turn in range(3):
        if len(talk.booked) < 2:
            talk.say("Ben Rossi" if "name" in talk.needs else "yes")
    assert [f"{each.starts_at:%H:%M} {each.service_name}" for each in talk.booked] == services, talk.replies


@pytest.mark.parametrize(
    "text",
    [
        "a haircut thursday 3 december at 10am... nah scratch that, friday 4 december same time",
        "haircut thursday 3 december 10am. no wait, friday 4 december at 10am",
        "un haircut jeudi 3 décembre à 10h. ah non, vendredi 4 décembre à 10h",
        "un haircut giovedì 3 dicembre alle 10. anzi no, venerdì 4 dicembre alle 10",
        "ein haircut am Donnerstag 3. Dezember um 10 Uhr. ach nein, Freitag 4. Dezember um 10 Uhr",
    ],
)
def test_a_day_taken_back_in_the_same_breath_is_no_second_wish(text: str) -> None:
    talk = MemoryTalk(salon())
    talk.say(text)
    for line in ("Anna Rossi", "anna@example.com", "yes"):
        talk.say(line)
    assert [f"{each.starts_at:%d %H:%M}" for each in talk.booked] == ["04 10:00"], talk.replies
    assert not talk.needs, talk.replies
